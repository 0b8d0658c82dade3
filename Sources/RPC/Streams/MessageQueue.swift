internal import NIOCore

/// Encoded messages in order, one after another in one piece of memory, each after its length.
///
/// Not one array for each: what a peer can make a queue hold is then what it paid for in credit, also in messages of no bytes.
struct MessageQueue {
  /// Memory above this is given back when the queue is empty.
  private static let bytesKept = 16_384

  private var bytes = ByteBuffer()
  /// What the messages in the queue cost together.
  private(set) var cost = 0
  /// Bytes of the largest message that was ever added.
  private(set) var largestBytes = 0

  /// What a message costs wherever it is counted: the bytes of its frame.
  static func cost(messageBytes: Int) -> Int { FrameHeader.byteCount + messageBytes }

  /// Whether nothing is in it.
  var isEmpty: Bool { bytes.readableBytes == 0 }

  /// Adds a message at the end.
  mutating func append(_ message: [UInt8]) {
    prepare(messageBytes: message.count)
    bytes.writeBytes(message)
  }

  /// Adds a message at the end.
  mutating func append(_ message: ByteBuffer) {
    prepare(messageBytes: message.readableBytes)
    bytes.writeImmutableBuffer(message)
  }

  /// Adds the messages of another queue at the end.
  mutating func append(_ other: MessageQueue) {
    cost += other.cost
    largestBytes = max(largestBytes, other.largestBytes)
    if isEmpty { bytes = other.bytes } else { bytes.writeImmutableBuffer(other.bytes) }
  }

  private mutating func prepare(messageBytes: Int) {
    cost += Self.cost(messageBytes: messageBytes)
    largestBytes = max(largestBytes, messageBytes)
    bytes.writeInteger(UInt32(messageBytes))
  }

  /// Takes the first message.
  mutating func next() -> ByteBuffer? {
    guard let message = bytes.readLengthPrefixedSlice(as: UInt32.self) else { return nil }
    cost -= Self.cost(messageBytes: message.readableBytes)
    if isEmpty, bytes.capacity > Self.bytesKept { bytes = ByteBuffer() }
    return message
  }

  /// Takes everything.
  mutating func takeAll() -> MessageQueue {
    let all = self
    self = MessageQueue()
    return all
  }
}
