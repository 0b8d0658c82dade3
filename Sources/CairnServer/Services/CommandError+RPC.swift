internal import CairnDomain
internal import CairnMessages
internal import Commands
internal import RPC

/// The one place where refusals become statuses.
extension RPCError {
  init(_ error: CommandError) {
    switch error {
    case .rejected(let rejection): self.init(rejection)
    case .versionConflict:
      self.init(
        .aborted, "the stream has moved on since the expected version: read it again, then decide again",
        details: [.errorInfo(reason: "VERSION_CONFLICT", domain: "cairn")])
    case .tokenUnknown:
      self.init(
        .invalidArgument, "context.expected_version is no token of this stream: take it from a receipt or a view",
        details: [
          .badRequest([
            FieldViolation(
              field: "context.expected_version", description: "is no token of this stream", reason: "TOKEN_UNKNOWN")
          ])
        ])
    case .commandIDTaken:
      self.init(
        .failedPrecondition, "another command was recorded under this command id: use a new id for a new command",
        details: [.errorInfo(reason: "COMMAND_ID_TAKEN", domain: "cairn")])
    case .overloaded:
      self.init(
        .resourceExhausted, "too many commands wait: nothing was recorded, send it again in a moment",
        details: [.errorInfo(reason: "OVERLOADED", domain: "cairn"), .retryInfo(milliseconds: 1_000)])
    case .unreadable(let reason):
      self.init(
        .dataLoss,
        "the command was recorded, but its answer cannot be given again (\(reason)): tell whoever runs the hub",
        details: [.errorInfo(reason: "ANSWER_UNREADABLE", domain: "cairn")])
    case .unavailable(let reason):
      self.init(
        .unavailable, "it is not known whether the command was recorded (\(reason)): send it again with the same id",
        details: [.errorInfo(reason: "OUTCOME_UNKNOWN", domain: "cairn"), .retryInfo(milliseconds: 1_000)])
    }
  }

  init(_ rejection: Rejection) {
    let code: StatusCode =
      switch rejection.code {
      case .invalid: .invalidArgument
      case .notFound: .notFound
      case .alreadyExists: .alreadyExists
      case .preconditionFailed: .failedPrecondition
      case .permissionDenied: .permissionDenied
      }
    var details: [StatusDetail] = [.errorInfo(reason: rejection.reason, domain: "cairn")]
    if !rejection.faults.isEmpty {
      details.append(
        .badRequest(
          rejection.faults.map {
            FieldViolation(field: $0.field, description: $0.description, reason: $0.reason)
          }))
    }
    self.init(code, rejection.message, details: details)
  }
}
