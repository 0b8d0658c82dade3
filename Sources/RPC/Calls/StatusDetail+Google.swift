internal import CairnCodec
package import CairnMessages

/// The details that stock gRPC clients know how to read.
///
/// Source: google/rpc/error_details.proto.
extension StatusDetail {
  /// What `badRequest` details are called.
  package static let badRequestTypeURL = typeURL("BadRequest")

  /// Who says so in `errorInfo`.
  private static let domain = "cairn"

  /// Every fault of a request, by field.
  package static func badRequest(_ violations: [FieldViolation]) -> StatusDetail {
    detail("BadRequest", BadRequest(fieldViolations: violations))
  }

  /// The cause in a word, for a program.
  package static func errorInfo(reason: String) -> StatusDetail {
    detail("ErrorInfo", ErrorInfo(reason: reason, domain: domain))
  }

  /// How long to wait before asking again.
  package static func retryInfo(seconds: Int64) -> StatusDetail {
    detail("RetryInfo", RetryInfo(retryDelay: RetryDelay(seconds: seconds)))
  }

  private static func detail<Message: WireMessage>(_ name: String, _ message: Message) -> StatusDetail {
    StatusDetail(typeURL: typeURL(name), value: encode(message))
  }

  private static func typeURL(_ name: String) -> String { "type.googleapis.com/google.rpc.\(name)" }
}
