package import CairnCodec
internal import NIOCore

/// The requests of a call, for its handler.
package typealias RequestStream<Request: WireMessage> = MessageStream<Request>
/// The responses of a call, for its caller.
package typealias ResponseStream<Response: WireMessage> = MessageStream<Response>

/// The messages that come on one direction of a stream, each past the codec's gate. They can be read once, by one task at
/// a time; reading gives the peer leave to send more.
package struct MessageStream<Element: WireMessage>: AsyncSequence, Sendable {
  package typealias Failure = RPCError

  private let inbox: MessageInbox
  /// What becomes of the call if a message is none.
  private let fault: @Sendable (WireError) -> RPCError

  init(inbox: MessageInbox, fault: @escaping @Sendable (WireError) -> RPCError) {
    self.inbox = inbox
    self.fault = fault
  }

  /// The next message, waited for; `nil` at the end.
  ///
  /// - Throws: the status with which the call ends, if it is not OK: for a caller what the server said or its client
  ///   found, for a handler CANCELLED, DEADLINE_EXCEEDED, UNAVAILABLE, or INVALID_ARGUMENT after a request that is no
  ///   message.
  package func next() async throws(RPCError) -> Element? {
    guard let bytes = try await inbox.next() else { return nil }
    return try decoded(bytes)
  }

  /// As many messages as are there, at least one, which is waited for; none at the end.
  ///
  /// - Parameter messagesMax: most of them at once.
  /// - Throws: as `next`; messages before the one that is at fault are given first.
  package func chunk(messagesMax: Int) async throws(RPCError) -> [Element] {
    guard let first = try await next() else { return [] }
    return [first] + messagesThere(messagesMax - 1)
  }

  /// The messages that are there already, so many at most.
  package func messagesThere(_ messagesMax: Int) -> [Element] {
    var messages: [Element] = []
    do throws(RPCError) {
      while messages.count < messagesMax, let bytes = try inbox.nextIfThere() { messages.append(try decoded(bytes)) }
    } catch {
      // Thrown again by the next reading.
    }
    return messages
  }

  private func decoded(_ bytes: ByteBuffer) throws(RPCError) -> Element {
    do {
      return try read(Element.self, bytes)
    } catch {
      let error = fault(error)
      inbox.fail(error)
      throw error
    }
  }

  /// Reads message by message, as `next` does.
  package func makeAsyncIterator() -> AsyncIterator { AsyncIterator(stream: self) }

  /// Reads message by message.
  package struct AsyncIterator: AsyncIteratorProtocol {
    fileprivate let stream: MessageStream

    /// As the stream's.
    package mutating func next() async throws(RPCError) -> Element? { try await stream.next() }

    /// As the stream's.
    package mutating func next(isolation: isolated (any Actor)?) async throws(RPCError) -> Element? {
      try await stream.next()
    }
  }
}

/// Outside the type, whose protocol has a method of the codec's name.
private func read<M: WireMessage>(_ type: M.Type, _ bytes: ByteBuffer) throws(WireError) -> M {
  try bytes.withUnsafeReadableBytes { bytes throws(WireError) in try decode(type, from: bytes) }
}
