package import CairnCodec
package import CairnMessages

extension RPCError {
  /// The status of bytes that are no message: INVALID_ARGUMENT that names the field, or RESOURCE_EXHAUSTED.
  ///
  /// - Parameter place: which message: `"request"`.
  package init(wire error: WireError, in place: String) {
    let details = error.path.isEmpty ? [] : [StatusDetail.violation(of: error)]
    switch error.code {
    case .tooLarge, .tooManyFields, .overBudget:
      self.init(.resourceExhausted, "\(place): \(error)", details: details, cause: error)
    case .malformed, .invalidUTF8, .nulInText:
      self.init(.invalidArgument, "\(place): \(error)", details: details, cause: error)
    }
  }

  /// The status of whatever a handler threw. What is not meant for the caller becomes a bare INTERNAL.
  package init(thrown error: any Error, requestID: RequestID) {
    switch error {
    case let error as RPCError: self = error
    case let error as any RPCErrorConvertible: self = error.rpcError
    case is CancellationError: self.init(.cancelled, "the call was cancelled", cause: error)
    default: self.init(.internal, "the server failed; request \(requestID)", cause: error)
    }
  }

  /// The head of an `end` frame that carries this status.
  package var trailer: CallTrailer {
    var status = Status()
    status.code = code.rawValue
    // A NUL cannot be said in a message of the contract.
    status.message = message.contains("\0") ? message.replacing("\0", with: " ") : message
    status.details = details
    var trailer = CallTrailer()
    trailer.status = status
    trailer.metadata = metadata.pieces
    return trailer
  }

  /// The error that a trailer reports; `nil` if it says OK. A code that is not known reads as UNKNOWN.
  package init?(trailer: CallTrailer, isUntouched: Bool) {
    guard let status = trailer.status, status.code != 0 else { return nil }
    self.init(
      StatusCode(rawValue: status.code) ?? .unknown, status.message, details: status.details,
      metadata: Metadata(trailer.metadata), isUntouched: isUntouched)
  }
}

extension Metadata {
  /// The head of an `end` frame that says OK and carries this metadata.
  var trailer: CallTrailer {
    var trailer = CallTrailer()
    trailer.metadata = pieces
    return trailer
  }
}

extension StatusDetail {
  fileprivate static func violation(of error: WireError) -> StatusDetail {
    let reason =
      switch error.code {
      case .tooLarge, .tooManyFields, .overBudget: "TOO_LARGE"
      case .malformed: "MALFORMED"
      case .invalidUTF8: "INVALID_UTF8"
      case .nulInText: "NUL_IN_TEXT"
      }
    return .badRequest([FieldViolation(field: error.path, description: error.message, reason: reason)])
  }
}

extension DecodeLimits {
  /// For heads of frames, whose size the frame's header limits already.
  static let head = DecodeLimits(bytesMax: Int(UInt16.max), fieldsMax: 4_096, depthMax: 4)
}
