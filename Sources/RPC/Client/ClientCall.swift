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
  /// - Parameter timeoutNanoseconds: how long the caller still waits.
  func head(timeoutNanoseconds: UInt64) -> [UInt8] {
    var header = CallHeader()
    header.method = path
    header.timeoutUs = max(1, timeoutNanoseconds / 1_000)
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
  }

  let kind: Kind
  let deadline: Deadline
  /// Whether twice is as good as once.
  let mayRepeat: Bool
  private let continuation: CheckedContinuation<Outcome, Never>

  init(kind: Kind, deadline: Deadline, mayRepeat: Bool, continuation: CheckedContinuation<Outcome, Never>) {
    self.kind = kind
    self.deadline = deadline
    self.mayRepeat = mayRepeat
    self.continuation = continuation
  }

  /// Gives the caller the outcome, once.
  func end(_ outcome: Outcome) { continuation.resume(returning: outcome) }
}
