package import CairnCodec

/// The responses of a call, from its handler.
package typealias ResponseWriter<Response: WireMessage> = MessageWriter<Response>

/// Sends messages on one direction of a stream; by several tasks if need be.
package struct MessageWriter<Message: WireMessage>: Sendable {
  /// Encoded together before they are handed over.
  private static var batchBytes: Int { 65_536 }

  private let outbox: MessageOutbox

  init(outbox: MessageOutbox) { self.outbox = outbox }

  /// Says what goes before the first message, where the dialect has a place for it; else it goes with the status.
  package func announce(_ metadata: Metadata) { outbox.announce(metadata) }

  /// Sends a message; waits while the peer gives no credit or does not read. It has not been read when this returns.
  ///
  /// - Throws: the status with which the call has ended; RESOURCE_EXHAUSTED for a message that is larger than the peer
  ///   takes, or if the server has no room; CANCELLED in a task that is cancelled while it waits.
  package func send(_ message: Message) async throws(RPCError) { try await outbox.send(encode(message)) }

  /// Sends messages that belong together, or come from one read, handed over in large pieces: cheaper than one by one.
  ///
  /// - Throws: as for one; those before may have been sent.
  package func send(contentsOf messages: some Sequence<Message>) async throws(RPCError) {
    try await send(encodedContentsOf: messages.lazy.map { encode($0) })
  }

  /// Sends messages in their wire form in the same way.
  ///
  /// - Throws: as for one; those before may have been sent.
  package func send(encodedContentsOf messages: some Sequence<[UInt8]>) async throws(RPCError) {
    var batch = MessageQueue()
    for message in messages {
      batch.append(message)
      if batch.cost >= Self.batchBytes { try await outbox.send(batch.takeAll()) }
    }
    if !batch.isEmpty { try await outbox.send(batch) }
  }

  /// Sends a message in its wire form, for one that goes to many.
  ///
  /// - Throws: as `send`.
  package func send(encoded message: [UInt8]) async throws(RPCError) { try await outbox.send(message) }
}
