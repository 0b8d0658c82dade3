internal import NIOCore

/// Cuts what an outbox holds into frames, as far as credit goes. Confined to an event loop.
final class StreamSender {
  /// Written at a time, so that the connection sees in time that its peer does not read.
  private static let turnBytes = 65_536

  let outbox: MessageOutbox
  private var unsent = MessageQueue()

  init(outbox: MessageOutbox) { self.outbox = outbox }

  /// Appends frames to a buffer while there is any credit.
  ///
  /// - Returns: their cost; 0 if there was nothing to send.
  func write(into buffer: inout ByteBuffer, callID: UInt32, credit: Int) -> Int {
    var cost = 0
    while cost < min(credit, Self.turnBytes) {
      if unsent.isEmpty { unsent = outbox.take() }
      guard let message = unsent.next() else { break }
      buffer.writeMessageFrame(callID: callID, message)
      cost += MessageQueue.cost(messageBytes: message.readableBytes)
    }
    if cost > 0 { outbox.passedOn(cost: cost) }
    return cost
  }
}
