internal import NIOCore
internal import Testing

@testable internal import RPC

@Suite("Cutting bytes into frames", .timeLimit(.minutes(2)))
struct FrameReaderTests {
  private static let limits = FrameHeader.Limits(payloadBytesMax: 65_536, headBytesMax: 8_192)

  private static func stream() -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.writeFrame(.hello)
    buffer.writeFrame(.call, flags: FrameFlag.last, callID: 1, head: [1, 2, 3], message: [4, 5])
    buffer.writeFrame(.ping, message: [UInt8](repeating: 9, count: 8))
    buffer.writeFrame(.call, flags: FrameFlag.last, callID: .max, message: [UInt8](repeating: 7, count: 3_000))
    buffer.writeFrame(.cancel, callID: 1)
    return buffer
  }

  private static func frames(_ reader: inout FrameReader, discarding: FrameType? = nil) throws -> [Frame] {
    var frames: [Frame] = []
    while true {
      switch try reader.next() {
      case .needMore: return frames
      case .header(let type, _): if type == discarding { reader.discardPayload() }
      case .payload(let type, let header, let payload):
        let head = Int(header.headBytes)
        frames.append(
          Frame(
            type: type, flags: header.flags, callID: header.callID, head: Array(payload.readableBytesView.prefix(head)),
            message: Array(payload.readableBytesView.dropFirst(head))))
      }
    }
  }

  @Test("The same frames however the bytes are cut", arguments: [1, 2, 5, 11, 12, 13, 64, 100_000])
  func anyCut(size: Int) throws {
    var whole = FrameReader(sender: .client, limits: Self.limits)
    whole.append(Self.stream())
    let expected = try Self.frames(&whole)
    #expect(expected.map(\.type) == [.hello, .call, .ping, .call, .cancel])
    #expect(expected[1] == Frame(type: .call, flags: 1, callID: 1, head: [1, 2, 3], message: [4, 5]))
    #expect(expected[3].message.count == 3_000)

    var reader = FrameReader(sender: .client, limits: Self.limits)
    var stream = Self.stream()
    var found: [Frame] = []
    while let part = stream.readSlice(length: min(size, max(1, stream.readableBytes))) {
      reader.append(part)
      found += try Self.frames(&reader)
    }
    #expect(found == expected)
    #expect(reader.waitingBytes == 0)
  }

  @Test("A payload that is passed over is not held, however the bytes are cut", arguments: [1, 7, 100, 100_000])
  func discards(size: Int) throws {
    var reader = FrameReader(sender: .client, limits: Self.limits)
    var stream = Self.stream()
    var found: [Frame] = []
    while let part = stream.readSlice(length: min(size, max(1, stream.readableBytes))) {
      reader.append(part)
      found += try Self.frames(&reader, discarding: .call)
      #expect(reader.waitingBytes < 12)
    }
    #expect(found.map(\.type) == [.hello, .ping, .cancel])
  }

  @Test("What the first bytes of a connection are, as soon as it can be told")
  func prefaces() {
    #expect(Preface.judge([]) == .undecided)
    for count in 1..<8 { #expect(Preface.judge(Preface.bytes.prefix(count)) == .undecided) }
    #expect(Preface.judge(Preface.bytes + [1]) == .cairnFrames)
    #expect(Preface.judge(Array("POST".utf8)) == .unknown)
    #expect(Preface.judge([0x16]) == .unknown)
  }

  @Test("A hello is read as it was written; settings that are not known are passed over")
  func hello() throws {
    var hello = Hello()
    hello.payloadBytesMax = 100_000
    hello.callsMax = 17
    hello.idleMilliseconds = 5
    hello.streams = 1
    var buffer = ByteBuffer()
    hello.write(into: &buffer)
    buffer.writeMultipleIntegers(UInt16(999), UInt32(1))
    #expect(try Hello(payload: &buffer) == hello)
    var empty = ByteBuffer()
    #expect(try Hello(payload: &empty) == Hello())
  }
}
