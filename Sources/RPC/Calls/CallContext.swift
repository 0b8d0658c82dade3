package import Logging

/// What a handler knows of its call besides the request; the same in every dialect.
package struct CallContext: Sendable {
  /// Who is at the other end.
  package let peer: Peer
  /// The name under which the server knows the peer; `nil` if it has none.
  package let principal: Principal?
  /// `"/cairn.v1.CaseService/GetCase"`.
  package let method: String
  /// What came with the call.
  package let metadata: Metadata
  /// When the caller stops waiting. The handler's task is cancelled then.
  package let deadline: Deadline
  /// Names the call.
  package let requestID: RequestID
  /// The trace that it belongs to, if its caller says so.
  package let trace: TraceParent?
  private let baseLogger: Logger

  /// Makes a context of its parts.
  package init(
    peer: Peer, principal: Principal?, method: String, metadata: Metadata, deadline: Deadline,
    requestID: RequestID, trace: TraceParent?, logger: Logger
  ) {
    self.peer = peer
    self.principal = principal
    self.method = method
    self.metadata = metadata
    self.deadline = deadline
    self.requestID = requestID
    self.trace = trace
    baseLogger = logger
  }

  /// Writes lines that name the call. Made when asked for, since most calls log nothing.
  package var logger: Logger {
    var logger = baseLogger
    logger[metadataKey: "request"] = .stringConvertible(requestID)
    logger[metadataKey: "method"] = .string(method)
    if let trace { logger[metadataKey: "trace"] = .string(trace.traceID) }
    return logger
  }
}
