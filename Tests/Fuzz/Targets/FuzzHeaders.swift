internal import NIOCore
internal import NIOHPACK

@testable internal import RPC

/// The headers of a gRPC call, as HPACK and as text, and what they say; then messages, cut by the first byte.
enum FuzzHeaders {
  @Sendable static func run(_ input: UnsafeRawBufferPointer) {
    guard let first = input.first else { return }
    let rest = input.dropFirst()
    var block = ByteBuffer(bytes: rest)
    var decoder = HPACKDecoder(allocator: .init(), maxDynamicTableSize: 4_096, maxHeaderListSize: 8_192)
    if let headers = try? decoder.decodeHeaders(from: &block) {
      read(headers.map { (name: $0.name, value: $0.value) })
      _ = GRPCHeaders.error(in: headers)
    }
    // Lines of `name: value` reach further than HPACK does by chance.
    read(
      String(decoding: rest, as: UTF8.self).split(separator: "\n").map { line in
        let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        return (name: String(parts[0]), value: parts.count > 1 ? String(parts[1]) : "")
      })
    readMessages(ByteBuffer(bytes: rest), size: Int(first) + 1)
  }

  private static func read(_ headers: [(name: String, value: String)]) {
    guard let head = try? GRPCRequestHead(headers: headers) else { return }
    precondition(head.metadata.fault == nil, "metadata passed that breaks the rules")
    for piece in headers {
      let text = GRPCMessageText.decoded(piece.value)
      precondition(GRPCMessageText.decoded(GRPCMessageText.encoded(text)) == text, "a text is not what it was")
    }
  }

  private static func readMessages(_ bytes: ByteBuffer, size: Int) {
    var bytes = bytes
    var reader = GRPCMessageReader(messageBytesMax: 1_000)
    while let part = bytes.readSlice(length: min(size, bytes.readableBytes)), part.readableBytes > 0 {
      reader.append(part, isLast: bytes.readableBytes == 0)
      while let step = try? reader.next(), step != .needMore {}
    }
  }
}
