internal import NIOCore
internal import Testing

@testable internal import RPC

/// What a raw socket sends after preface and hello (or in place of them), and how the server ends the connection.
struct Malformed: Sendable, CustomTestStringConvertible {
  let name: String
  let reason: GoAwayReason
  var isGreeted = true
  let bytes: [UInt8]

  var testDescription: String { name }

  static func frame(
    _ type: UInt8, flags: UInt8 = 0, head: UInt16 = 0, call: UInt32 = 0, length: UInt32? = nil, _ payload: [UInt8] = []
  ) -> [UInt8] {
    var buffer = ByteBuffer()
    buffer.writeMultipleIntegers(length ?? UInt32(payload.count), type, flags, head, call)
    return Array(buffer.readableBytesView) + payload
  }

  static let eight = [UInt8](repeating: 0, count: 8)
  static let call1 = frame(2, flags: 1, call: 1)

  static let all: [Malformed] = [
    .init(name: "noise", reason: .unknownProtocol, isGreeted: false, bytes: Array("GET / HTTP/1.1\r\n\r\n".utf8)),
    .init(name: "TLS", reason: .unknownProtocol, isGreeted: false, bytes: [0x16, 3, 1, 0, 0xF4, 1, 0, 0]),
    .init(name: "another version", reason: .unknownProtocol, isGreeted: false, bytes: Array("CAIRN/2\n".utf8)),
    .init(name: "zeros", reason: .unknownProtocol, isGreeted: false, bytes: eight),
    .init(name: "call before hello", reason: .protocolError, isGreeted: false, bytes: Preface.bytes + call1),
    .init(name: "ping before hello", reason: .protocolError, isGreeted: false, bytes: Preface.bytes + frame(7, eight)),
    .init(name: "hello not in sixes", reason: .protocolError, isGreeted: false, bytes: Preface.bytes + frame(1, eight)),
    .init(
      name: "hello with a setting twice", reason: .protocolError, isGreeted: false,
      bytes: Preface.bytes + frame(1, [0, 9, 0, 0, 0, 1, 0, 9, 0, 0, 0, 1])),
    .init(
      name: "hello below the floor", reason: .protocolError, isGreeted: false,
      bytes: Preface.bytes + frame(1, [0, 1, 0, 0, 0xFF, 0xFF])),
    .init(
      name: "hello with 65 settings", reason: .protocolError, isGreeted: false,
      bytes: Preface.bytes + frame(1, length: 390)),
    .init(name: "hello on a call", reason: .protocolError, isGreeted: false, bytes: Preface.bytes + frame(1, call: 1)),
    .init(name: "hello twice", reason: .protocolError, bytes: frame(1)),
    .init(name: "type 0", reason: .unknownFrame, bytes: frame(0)),
    .init(name: "type 10", reason: .unknownFrame, bytes: frame(10)),
    .init(name: "type 255", reason: .unknownFrame, bytes: [UInt8](repeating: 255, count: 12)),
    .init(name: "payload too large", reason: .frameTooLarge, bytes: frame(2, flags: 1, call: 1, length: 4_194_305)),
    .init(name: "payload of 4 GiB", reason: .frameTooLarge, bytes: frame(2, flags: 1, call: 1, length: .max)),
    .init(
      name: "head too large", reason: .frameTooLarge, bytes: frame(2, flags: 1, head: 8_193, call: 1, length: 9_000)),
    .init(name: "head beyond payload", reason: .protocolError, bytes: frame(2, flags: 1, head: 9, call: 1, eight)),
    .init(name: "call 0", reason: .protocolError, bytes: frame(2, flags: 1)),
    .init(name: "call without last, of one message", reason: .protocolError, bytes: frame(2, call: 1, [0])),
    .init(name: "call with unknown flags", reason: .protocolError, bytes: frame(2, flags: 0x81, call: 1)),
    .init(name: "call twice", reason: .protocolError, bytes: call1 + call1),
    .init(
      name: "call backwards", reason: .protocolError, bytes: frame(2, flags: 1, call: 5) + frame(2, flags: 1, call: 4)),
    .init(name: "message", reason: .protocolError, bytes: frame(3, call: 1)),
    .init(name: "window", reason: .protocolError, bytes: frame(4, call: 1, [0, 0, 0, 1])),
    .init(name: "end from a client", reason: .protocolError, bytes: frame(5, call: 1)),
    .init(name: "cancel of a call never opened", reason: .protocolError, bytes: frame(6, call: 1)),
    .init(name: "cancel of call 0", reason: .protocolError, bytes: call1 + frame(6)),
    .init(name: "cancel with a payload", reason: .protocolError, bytes: call1 + frame(6, call: 1, [0])),
    .init(name: "cancel with flags", reason: .protocolError, bytes: call1 + frame(6, flags: 1, call: 1)),
    .init(name: "ping of seven", reason: .protocolError, bytes: frame(7, [UInt8](repeating: 0, count: 7))),
    .init(name: "ping of nine", reason: .protocolError, bytes: frame(7, [UInt8](repeating: 0, count: 9))),
    .init(name: "ping on a call", reason: .protocolError, bytes: frame(7, call: 1, eight)),
    .init(name: "ping with a head", reason: .protocolError, bytes: frame(7, head: 8, eight)),
    .init(name: "pong of none", reason: .protocolError, bytes: frame(8)),
    .init(name: "goaway of seven", reason: .protocolError, bytes: frame(9, [UInt8](repeating: 0, count: 7))),
    .init(name: "goaway too long", reason: .protocolError, bytes: frame(9, length: 1_033)),
  ]
}

@Suite("Frames that break the protocol", .timeLimit(.minutes(2)))
struct MalformedFrameTests {
  @Test("The server says why, closes, and stays up for others", arguments: Malformed.all)
  func ends(_ malformed: Malformed) async throws {
    try await withServer(.echo) { server in
      let address = server.address
      let frames = try await offload {
        let socket = try RawSocket(address)
        if malformed.isGreeted { try socket.greet() }
        socket.send(malformed.bytes)
        if !malformed.isGreeted { _ = try socket.receive(Preface.bytes.count) }
        return try socket.framesToEnd()
      }
      #expect(frames.last?.goAway?.reason == malformed.reason.rawValue)
      #expect(frames.last?.goAway?.message.isEmpty == false)
      let answer = try await withClient(address) { try await $0.callBytes(path: "/test.Echo/Now", [1, 2]) }
      #expect(answer.message == [1, 2])
    }
  }

  @Test("A head that breaks the rules costs its call, not the connection")
  func badHeads() async throws {
    try await withServer(.echo) { server in
      let address = server.address
      let codes = try await offload {
        let socket = try RawSocket(address)
        try socket.greet()
        let heads: [[UInt8]] = [
          [0xFF, 0xFF], [0x0A, 0x7F, 1], [0x0A, 2, 0xC3, 0x28], [], Self.head(key: "Upper"), Self.head(key: "grpc-x"),
          Self.head(key: "plain", value: [0]), Self.head(key: "any-bin", value: [0]),
        ]
        for (index, head) in heads.enumerated() {
          socket.send { $0.writeFrame(.call, flags: FrameFlag.last, callID: UInt32(index + 1), head: head) }
        }
        return try heads.map { _ in try socket.frame()?.error?.code }
      }
      #expect(
        codes == [
          .invalidArgument, .invalidArgument, .invalidArgument, .unimplemented, .invalidArgument, .invalidArgument,
          .invalidArgument, nil,
        ])
    }
  }

  private static func head(key: String, value: [UInt8] = [65]) -> [UInt8] {
    var metadata = Metadata()
    metadata.add(key, bytes: value)
    return UnaryRequest(path: "/test.Echo/Now", metadata: metadata, message: []).head(timeoutNanoseconds: 1_000_000_000)
  }
}
