package import CairnCodec
package import CairnMessages

extension RPCError {
  /// The status of bytes that are no message.
  ///
  /// - Parameter place: which message: `"request"`.
  package init(wire error: WireError, in place: String) {
    let code: StatusCode =
      switch error.code {
      case .tooLarge, .tooManyFields, .overBudget: .resourceExhausted
      case .malformed, .invalidUTF8, .nulInText: .invalidArgument
      }
    self.init(code, "\(place): \(error)", cause: error)
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
    status.message = message
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
