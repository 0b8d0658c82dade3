internal import CairnCodec
package import CairnMessages

extension StatusDetail {
  private static let prefix = "type.googleapis.com/google.rpc."

  /// Which fields of the request are wrong. Source: google/rpc/error_details.proto.
  package static func badRequest(_ violations: [FieldViolation]) -> StatusDetail {
    StatusDetail(typeURL: prefix + "BadRequest", value: encode(BadRequest(fieldViolations: violations)))
  }

  /// Why, for a program: a reason in capitals within a domain.
  package static func errorInfo(
    reason: String, domain: String, metadata: [(key: String, value: String)] = []
  ) -> StatusDetail {
    let entries = metadata.map { ErrorInfoEntry(key: $0.key, value: $0.value) }
    return StatusDetail(
      typeURL: prefix + "ErrorInfo", value: encode(ErrorInfo(reason: reason, domain: domain, metadata: entries)))
  }

  /// When to try again at the earliest.
  package static func retryInfo(milliseconds: Int) -> StatusDetail {
    let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
    let delay = RetryDelay(seconds: Int64(seconds), nanos: Int32(rest) * 1_000_000)
    return StatusDetail(typeURL: prefix + "RetryInfo", value: encode(RetryInfo(retryDelay: delay)))
  }

  fileprivate func read<M: WireMessage>(_ type: M.Type, _ name: String) -> M? {
    guard typeURL == Self.prefix + name else { return nil }
    return try? decode(type, from: value)
  }
}

extension RPCError {
  /// The fields of the request that are wrong; empty if the error does not say.
  package var fieldViolations: [FieldViolation] {
    details.compactMap { $0.read(BadRequest.self, "BadRequest") }.flatMap(\.fieldViolations)
  }

  /// Why, for a program, if the error says.
  package var errorInfo: ErrorInfo? { details.lazy.compactMap { $0.read(ErrorInfo.self, "ErrorInfo") }.first }

  /// How long the server asks to wait before trying again, if it does; a day at most.
  package var retryDelayNanoseconds: UInt64? {
    guard let delay = details.lazy.compactMap({ $0.read(RetryInfo.self, "RetryInfo") }).first?.retryDelay else {
      return nil
    }
    guard delay.seconds >= 0, (0..<1_000_000_000).contains(delay.nanos) else { return nil }
    return UInt64(min(delay.seconds, 86_400)) * 1_000_000_000 + UInt64(delay.nanos)
  }
}
