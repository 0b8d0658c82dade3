/// The twelve bytes before every frame's payload, big-endian.
///
///     0..3  payload length u32    4  type u8    5  flags u8    6..7  head length u16    8..11  call id u32
///
/// The head is the beginning of the payload: the call header of a `call`, the trailer of an `end`. The message follows it.
package struct FrameHeader: Hashable, Sendable {
  /// How many bytes a frame header takes.
  package static let byteCount = 12

  /// Bytes after the header, head and message together.
  package var payloadBytes: UInt32
  /// A raw `FrameType`.
  package var type: UInt8
  /// Bits of `FrameFlag`.
  package var flags: UInt8
  /// Bytes of the payload that are the head.
  package var headBytes: UInt16
  /// The call, or 0 for a frame about the connection.
  package var callID: UInt32

  /// Makes a header of its fields.
  package init(type: FrameType, flags: UInt8 = 0, callID: UInt32 = 0, headBytes: UInt16 = 0, payloadBytes: UInt32) {
    self.payloadBytes = payloadBytes
    self.type = type.rawValue
    self.flags = flags
    self.headBytes = headBytes
    self.callID = callID
  }

  /// Reads a header from two big-endian words: bytes 0 to 7 and 8 to 11.
  package init(first: UInt64, callID: UInt32) {
    payloadBytes = UInt32(truncatingIfNeeded: first >> 32)
    type = UInt8(truncatingIfNeeded: first >> 24)
    flags = UInt8(truncatingIfNeeded: first >> 16)
    headBytes = UInt16(truncatingIfNeeded: first)
    self.callID = callID
  }

  /// Bytes 0 to 7 as one big-endian word.
  package var firstWord: UInt64 {
    UInt64(payloadBytes) << 32 | UInt64(type) << 24 | UInt64(flags) << 16 | UInt64(headBytes)
  }
}
