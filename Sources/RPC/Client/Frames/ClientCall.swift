internal import CairnCodec
internal import CairnMessages

/// What a client asks of a server.
struct UnaryRequest: Sendable {
  let path: String
  let metadata: Metadata
  /// The same bytes on every attempt, so that a command keeps its id.
  let message: [UInt8]

  /// The head of a frame sent now.
  ///
  /// - Parameter timeoutNanoseconds: how long the caller still waits; `nil`: as long as the server lets it.
  func head(timeoutNanoseconds: UInt64?) -> [UInt8] {
    var header = CallHeader()
    header.method = path
    if let timeoutNanoseconds { header.timeoutUs = max(1, timeoutNanoseconds / 1_000) }
    header.metadata = metadata.pieces
    return encode(header)
  }
}

/// One call of a client from its beginning to its end, over as many connections as it takes.
final class ClientCall: Sendable {
  typealias Outcome = Result<MethodTable.Answer, RPCError>

  enum Kind: Sendable {
    case unary(UnaryRequest)
    /// Asks only whether the server answers.
    case ping
    /// Opens a stream; the outcome that the caller waits for is that it was opened.
    case stream(UnaryRequest, ClientStreamCore)
  }

  let kind: Kind
  let deadline: Deadline
  /// When the call must have been sent.
  let sendBy: Deadline
  /// Whether twice is as good as once.
  let mayRepeat: Bool
  /// Tells the event loop that a stream's caller has messages to send.
  let onReady: @Sendable () -> Void
  private let continuation: CheckedContinuation<Outcome, Never>

  init(
    kind: Kind, deadline: Deadline, sendBy: Deadline? = nil, mayRepeat: Bool,
    onReady: @escaping @Sendable () -> Void = {}, continuation: CheckedContinuation<Outcome, Never>
  ) {
    self.kind = kind
    self.deadline = deadline
    self.sendBy = sendBy ?? deadline
    self.mayRepeat = mayRepeat
    self.onReady = onReady
    self.continuation = continuation
  }

  /// Gives the caller the outcome, once.
  func end(_ outcome: Outcome) {
    guard case .stream(_, let core) = kind, core.outbox != nil else { return continuation.resume(returning: outcome) }
    core.end(outcome)
  }

  /// Tells the caller that this side gave the call up, once.
  func fail(_ error: RPCError) {
    guard case .stream(_, let core) = kind, core.outbox != nil else {
      return continuation.resume(returning: .failure(error))
    }
    core.fail(error)
  }

  /// Tells the caller of a stream that it was opened.
  func opened(_ core: ClientStreamCore, _ outbox: MessageOutbox) {
    core.opened(outbox)
    continuation.resume(returning: .success(MethodTable.Answer(message: [])))
  }
}
