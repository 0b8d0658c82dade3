internal import NIOCore

/// Finds the messages in what a gRPC stream brings: each follows a byte that says whether it is compressed, and its length.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, Length-Prefixed-Message.
struct GRPCMessageReader {
  /// What a reading came to.
  enum Step: Hashable {
    /// More bytes are needed.
    case needMore
    /// A message of so many bytes begins; told before it is there, so that room can be made for it.
    case begins(bytes: Int)
    case message(ByteBuffer)
  }

  /// Why no message can be found any more.
  enum Fault: Error, Hashable {
    case compressed
    case tooLong(bytes: Int)
  }

  /// Bytes before each message.
  static let prefixBytes = 5

  private let messageBytesMax: Int
  private var unread = ByteBuffer()
  private var messageBytes: Int?

  init(messageBytesMax: Int) { self.messageBytesMax = messageBytesMax }

  /// Whether a message has begun and is not complete.
  var isAmidMessage: Bool { messageBytes != nil || unread.readableBytes > 0 }

  /// Takes in what has come.
  ///
  /// - Parameter isLast: nothing comes after it; then its memory is soon let go of and can be shared until then.
  mutating func append(_ bytes: ByteBuffer, isLast: Bool) {
    if isLast, unread.readableBytes == 0 {
      unread = bytes
    } else {
      if unread.readableBytes == 0 { unread.clear() }
      unread.writeImmutableBuffer(bytes)
    }
  }

  /// Goes on reading.
  mutating func next() throws(Fault) -> Step {
    if let bytes = messageBytes {
      guard let message = unread.readSlice(length: bytes) else { return .needMore }
      messageBytes = nil
      return .message(message)
    }
    guard let (flag, length) = unread.readMultipleIntegers(as: (UInt8, UInt32).self) else { return .needMore }
    guard flag == 0 else { throw .compressed }
    guard length <= messageBytesMax else { throw .tooLong(bytes: Int(length)) }
    messageBytes = Int(length)
    return .begins(bytes: Int(length))
  }
}

extension ByteBuffer {
  /// Appends a message as gRPC sends it.
  mutating func writeGRPCMessage(_ message: ByteBuffer) {
    writeMultipleIntegers(UInt8(0), UInt32(message.readableBytes))
    writeImmutableBuffer(message)
  }

  /// Appends a message as gRPC sends it.
  mutating func writeGRPCMessage(_ message: [UInt8]) {
    reserveCapacity(minimumWritableBytes: GRPCMessageReader.prefixBytes + message.count)
    writeMultipleIntegers(UInt8(0), UInt32(message.count))
    writeBytes(message)
  }
}
