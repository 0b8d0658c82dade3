internal import NIOCore

@testable internal import RPC

/// The reader of Cairn frames, from either side, with its input cut by the first byte; and what frames hold besides messages.
enum FuzzFrames {
  @Sendable static func run(_ input: UnsafeRawBufferPointer) {
    guard let first = input.first else { return }
    var bytes = ByteBuffer(bytes: input.dropFirst())
    let size = Int(first >> 1) + 1
    var reader = FrameReader(
      sender: first & 1 == 0 ? .client : .server, limits: .init(payloadBytesMax: 65_536, headBytesMax: 8_192))
    do {
      while let part = bytes.readSlice(length: min(size, bytes.readableBytes)), part.readableBytes > 0 {
        reader.append(part)
        while try read(&reader) {}
      }
    } catch {
      // A fault is what is expected of most inputs.
    }
  }

  private static func read(_ reader: inout FrameReader) throws -> Bool {
    switch try reader.next() {
    case .needMore: return false
    case .header(let type, let header):
      if type == .call, header.payloadBytes > 1_000 { reader.discardPayload() }
    case .payload(let type, let header, var payload):
      switch type {
      case .hello: _ = try Hello(payload: &payload)
      case .goAway: _ = GoAway(payload: &payload)
      case .call:
        if let head = payload.readSlice(length: Int(header.headBytes)) {
          _ = try CallHead(bytes: head, methods: FuzzMethods.table)
        }
      default: break
      }
    }
    return true
  }
}
