package import CairnMessages

/// Why a call did not do what it was asked: a code, a message for a person, details for a program, and the cause.
///
/// The cause stays on this side of the socket; code, message, details and metadata travel.
package struct RPCError: Error, Sendable {
  /// gRPC's status code; never `ok`.
  package var code: StatusCode
  /// What is wrong, where, and what to do. Never personal data.
  package var message: String
  /// As `google.protobuf.Any`.
  package var details: [StatusDetail]
  /// Metadata that came, or goes, with the status.
  package var metadata: Metadata
  /// What led to this, on this side only.
  package var cause: (any Error)?
  /// The server had certainly not begun with the call.
  package var isUntouched: Bool

  /// Makes an error of its parts.
  package init(
    _ code: StatusCode, _ message: String, details: [StatusDetail] = [], metadata: Metadata = Metadata(),
    cause: (any Error)? = nil, isUntouched: Bool = false
  ) {
    precondition(code != .ok, "an error cannot say OK")
    self.code = code
    self.message = message
    self.details = details
    self.metadata = metadata
    self.cause = cause
    self.isUntouched = isUntouched
  }
}

extension RPCError: CustomStringConvertible {
  /// `CODE: message`, without details, metadata and cause.
  package var description: String { "\(code.name): \(message)" }
}

/// An error that says for itself what it is at the edge.
package protocol RPCErrorConvertible: Error {
  /// The same, as a status.
  var rpcError: RPCError { get }
}
