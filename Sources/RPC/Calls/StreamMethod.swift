package import CairnMessages

/// How a method that streams is served.
package final class StreamMethod: Sendable {
  /// What becomes of the method's calls when the server goes away.
  package enum GoingAway: Hashable, Sendable {
    /// They may end by themselves within the time for it, and are ended with UNAVAILABLE after it.
    case awaited
    /// They are ended with UNAVAILABLE at once: for a watch, which has no end of its own and is taken up again elsewhere.
    case ended
  }

  /// Serves a call. A method that does not stream its requests finds the one request in the inbox; one that does not
  /// stream its responses gives its response in the answer, others an answer without message.
  package typealias Work = @Sendable (MessageInbox, MessageOutbox, CallContext) async throws -> MethodTable.Answer

  /// How many messages go each way; not unary.
  package let kind: MethodKind
  /// What becomes of its calls when the server goes away.
  package let whenGoingAway: GoingAway
  /// Serves a call.
  package let work: Work

  /// Makes a method of its parts.
  package init(kind: MethodKind, whenGoingAway: GoingAway, work: @escaping Work) {
    precondition(kind != .unary, "a unary method does not stream")
    self.kind = kind
    self.whenGoingAway = whenGoingAway
    self.work = work
  }
}
