package import NIOCore

extension ByteBuffer {
  /// Appends a frame of a head and a message.
  package mutating func writeFrame(
    _ type: FrameType, flags: UInt8 = 0, callID: UInt32 = 0, head: [UInt8] = [], message: [UInt8] = []
  ) {
    let header = FrameHeader(
      type: type, flags: flags, callID: callID, headBytes: UInt16(head.count),
      payloadBytes: UInt32(head.count + message.count))
    reserveCapacity(minimumWritableBytes: FrameHeader.byteCount + head.count + message.count)
    writeMultipleIntegers(header.firstWord, callID)
    if !head.isEmpty { writeBytes(head) }
    if !message.isEmpty { writeBytes(message) }
  }

  /// Appends a `message` frame.
  package mutating func writeMessageFrame(callID: UInt32, _ message: ByteBuffer) {
    let header = FrameHeader(type: .message, callID: callID, payloadBytes: UInt32(message.readableBytes))
    reserveCapacity(minimumWritableBytes: FrameHeader.byteCount + message.readableBytes)
    writeMultipleIntegers(header.firstWord, callID)
    writeImmutableBuffer(message)
  }

  /// Appends a `window` frame.
  package mutating func writeWindow(callID: UInt32, credit: UInt32) {
    writeMultipleIntegers(FrameHeader(type: .window, callID: callID, payloadBytes: 4).firstWord, callID, credit)
  }

  /// Appends the first bytes of a side: preface and hello.
  package mutating func writeOpening(_ hello: Hello) {
    writeBytes(Preface.bytes)
    var payload = ByteBuffer()
    hello.write(into: &payload)
    writeFrame(.hello, message: Array(payload.readableBytesView))
  }

  /// Appends a `goAway` frame; a text that is too long is cut.
  package mutating func writeGoAway(_ goAway: GoAway) {
    var payload = ByteBuffer()
    payload.writeMultipleIntegers(goAway.lastCallID, goAway.reason)
    var text = goAway.message
    while text.utf8.count > GoAway.messageBytesMax { text.removeLast() }
    payload.writeString(text)
    writeFrame(.goAway, message: Array(payload.readableBytesView))
  }
}
