internal import CairnMessages
internal import NIOCore
internal import Synchronization

/// What the caller of a stream and its client's event loop share.
final class ClientStreamCore: Sendable {
  private struct State {
    var outbox: MessageOutbox?
    var isEnded = false
    var metadata: Metadata?
  }

  let kind: MethodKind
  let inbox: MessageInbox
  private let state = Mutex(State())

  init(kind: MethodKind, inbox: MessageInbox) {
    self.kind = kind
    self.inbox = inbox
  }

  /// Where the caller's messages wait; there once the call was sent.
  var outbox: MessageOutbox? { state.withLock { $0.outbox } }

  /// Whether the call is over.
  var isEnded: Bool { state.withLock { $0.isEnded } }

  /// What came with the server's OK.
  var metadata: Metadata? { state.withLock { $0.metadata } }

  /// The call was sent.
  func opened(_ outbox: MessageOutbox) { state.withLock { $0.outbox = outbox } }

  /// The server ended the call, or the connection did. What came before can still be read.
  func end(_ outcome: ClientCall.Outcome) {
    var error: RPCError?
    switch outcome {
    case .success(let answer):
      if !kind.streamsResponses { inbox.append(ByteBuffer(bytes: answer.message)) }
      state.withLock { $0.metadata = answer.metadata }
    case .failure(let failure): error = failure
    }
    // First, so that who has read the end can be sure that sending fails.
    ended()?.close(error ?? RPCError(.failedPrecondition, "the server has ended the call: nothing can be sent on it"))
    inbox.finish(error)
  }

  /// The caller's side gave the call up.
  func fail(_ error: RPCError) {
    ended()?.close(error)
    inbox.fail(error)
  }

  private func ended() -> MessageOutbox? {
    state.withLock { state in
      state.isEnded = true
      return state.outbox
    }
  }
}
