internal import NIOCore
internal import NIOHPACK

@testable internal import RPC

/// A frame of HTTP/2. Source: RFC 9113 section 4.1.
struct HTTP2RawFrame: Hashable {
  enum Kind: UInt8 {
    case data = 0
    case headers = 1
    case reset = 3
    case settings = 4
    case ping = 6
    case goAway = 7
    case windowUpdate = 8
  }

  var kind: Kind?
  var flags: UInt8 = 0
  var streamID: UInt32 = 0
  var payload: [UInt8] = []

  static let ack: UInt8 = 1
  static let endStream: UInt8 = 1
  static let endHeaders: UInt8 = 4

  /// The error code of a reset, or of a going away.
  var code: UInt32? {
    var buffer = ByteBuffer(bytes: kind == .goAway ? payload.dropFirst(4) : payload[...])
    return buffer.readInteger(as: UInt32.self)
  }

  /// What a going away says to a person.
  var text: String { String(decoding: payload.dropFirst(8), as: UTF8.self) }
}

extension RawSocket {
  /// Preface, settings, and the acknowledgement of the server's.
  func greetHTTP2() {
    send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
    send(HTTP2RawFrame(kind: .settings))
    send(HTTP2RawFrame(kind: .settings, flags: HTTP2RawFrame.ack))
  }

  func send(_ frame: HTTP2RawFrame) {
    let length = UInt32(frame.payload.count)
    send { buffer in
      buffer.writeBytes([UInt8(length >> 16 & 0xFF), UInt8(length >> 8 & 0xFF), UInt8(length & 0xFF)])
      buffer.writeBytes([frame.kind?.rawValue ?? 0xFF, frame.flags])
      buffer.writeInteger(frame.streamID)
      buffer.writeBytes(frame.payload)
    }
  }

  /// Begins a gRPC call.
  func grpcHead(_ id: UInt32, _ path: String, further: [(String, String)] = []) {
    var headers: HPACKHeaders = [
      ":method": "POST", ":scheme": "http", ":path": path, "content-type": "application/grpc", "te": "trailers",
    ]
    for (name, value) in further { headers.replaceOrAdd(name: name, value: value) }
    var encoder = HPACKEncoder(allocator: ByteBufferAllocator())
    var block = ByteBuffer()
    do {
      try encoder.encode(headers: headers, to: &block)
    } catch {
      preconditionFailure("headers of a test: \(error)")
    }
    send(
      HTTP2RawFrame(
        kind: .headers, flags: HTTP2RawFrame.endHeaders, streamID: id, payload: Array(block.readableBytesView)))
  }

  /// Sends a message of a gRPC call, whole.
  func grpcMessage(_ id: UInt32, _ message: [UInt8], isLast: Bool = true) {
    var bytes = ByteBuffer()
    bytes.writeGRPCMessage(message)
    send(
      HTTP2RawFrame(
        kind: .data, flags: isLast ? HTTP2RawFrame.endStream : 0, streamID: id,
        payload: Array(bytes.readableBytesView)))
  }

  /// The next frame that the server sends; `nil` at the end.
  func http2Frame() throws -> HTTP2RawFrame? {
    let head = try receive(9)
    guard head.count == 9 else { return nil }
    let length = Int(head[0]) << 16 | Int(head[1]) << 8 | Int(head[2])
    var rest = ByteBuffer(bytes: head.dropFirst(5))
    return HTTP2RawFrame(
      kind: HTTP2RawFrame.Kind(rawValue: head[3]), flags: head[4], streamID: rest.readInteger() ?? 0,
      payload: length > 0 ? try receive(length) : [])
  }

  /// What the server sends until it has answered a ping.
  func http2FramesBeforePong() throws -> [HTTP2RawFrame] {
    send(HTTP2RawFrame(kind: .ping, payload: [1, 2, 3, 4, 5, 6, 7, 8]))
    var frames: [HTTP2RawFrame] = []
    while let frame = try http2Frame(), !(frame.kind == .ping && frame.flags == HTTP2RawFrame.ack) {
      frames.append(frame)
    }
    return frames
  }

  /// The next frame of a kind.
  func http2Frame(_ kind: HTTP2RawFrame.Kind) throws -> HTTP2RawFrame? {
    while let frame = try http2Frame() {
      if frame.kind == kind { return frame }
    }
    return nil
  }
}
