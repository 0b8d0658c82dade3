internal import NIOCore

/// Puts what an outbox holds into the form of a dialect, as far as there is room. Confined to an event loop.
final class StreamSender {
  /// Written at a time, so that the connection sees in time that its peer does not read.
  private static let turnBytes = 65_536

  let outbox: MessageOutbox
  private let frame: (inout ByteBuffer, ByteBuffer) -> Void
  private var unsent = MessageQueue()

  /// - Parameter frame: appends a message as it travels.
  init(outbox: MessageOutbox, frame: @escaping (inout ByteBuffer, ByteBuffer) -> Void) {
    self.outbox = outbox
    self.frame = frame
  }

  /// Appends frames to a buffer while there is any credit.
  ///
  /// - Returns: their cost, to be given back to the outbox when they have gone; 0 if there was nothing to send.
  func write(into buffer: inout ByteBuffer, credit: Int) -> Int {
    var cost = 0
    while cost < min(credit, Self.turnBytes) {
      if unsent.isEmpty { unsent = outbox.take() }
      guard let message = unsent.next() else { break }
      frame(&buffer, message)
      cost += MessageQueue.cost(messageBytes: message.readableBytes)
    }
    return cost
  }
}
