internal import CairnCodec
internal import CairnMessages
internal import NIOHPACK

/// The headers and trailers with which gRPC answers.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, Responses.
enum GRPCHeaders {
  /// What stands before the first message of an answer.
  static let response: HPACKHeaders = [":status": "200", "content-type": "application/grpc"]
  /// What ends a call that went well.
  static let ok: HPACKHeaders = ["grpc-status": "0"]

  /// What stands before the first message, with metadata.
  static func response(_ metadata: Metadata) -> HPACKHeaders {
    var headers = response
    GRPCMetadata.write(metadata, to: &headers)
    return headers
  }

  /// What ends a call that went well, with metadata.
  static func ok(_ metadata: Metadata) -> HPACKHeaders {
    var headers = ok
    GRPCMetadata.write(metadata, to: &headers)
    return headers
  }

  /// What ends a call with an error: after a response's headers, or as all that there is of it.
  ///
  /// - Parameter bytesMax: what the client takes; details and metadata that would go beyond it are left out.
  static func trailers(_ error: RPCError, isAlone: Bool, bytesMax: Int) -> HPACKHeaders {
    var headers = status(error, error.message, isAlone: isAlone)
    if let status = error.trailer.status, !error.details.isEmpty {
      headers.add(name: statusDetails, value: GRPCMetadata.base64(encode(status)), indexing: .nonIndexable)
    }
    GRPCMetadata.write(error.metadata, to: &headers)
    guard bytes(headers) > bytesMax else { return headers }
    let message = String(error.message.prefix(512)) + " (details left out: they are longer than the client takes)"
    return status(error, message, isAlone: isAlone)
  }

  /// The header that holds a `google.rpc.Status`.
  static let statusDetails = "grpc-status-details-bin"

  private static func status(_ error: RPCError, _ message: String, isAlone: Bool) -> HPACKHeaders {
    var headers = isAlone ? response : HPACKHeaders()
    headers.add(name: "grpc-status", value: String(error.code.rawValue))
    if !message.isEmpty {
      headers.add(name: "grpc-message", value: GRPCMessageText.encoded(message), indexing: .nonIndexable)
    }
    // What a client may send instead of what was refused.
    if error.code == .unimplemented { headers.add(name: "grpc-accept-encoding", value: "identity") }
    return headers
  }

  /// As HTTP/2 counts them. Source: RFC 9113 section 6.5.2.
  private static func bytes(_ headers: HPACKHeaders) -> Int {
    headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 32 }
  }

  /// The error that the headers at the end of a call report; `nil` if they say OK.
  static func error(in headers: HPACKHeaders) -> RPCError? {
    guard let number = headers.first(name: "grpc-status").flatMap({ Int32($0) }) else {
      let status = headers.first(name: ":status") ?? "none"
      return RPCError(.unknown, "what answers there does not speak gRPC (HTTP status \(status))")
    }
    guard number != 0 else { return nil }
    let details = headers.first(name: statusDetails).flatMap { GRPCMetadata.bytes(base64: $0) }
      .flatMap { try? decode(Status.self, from: $0) }
    return RPCError(
      StatusCode(rawValue: number) ?? .unknown, GRPCMessageText.decoded(headers.first(name: "grpc-message") ?? ""),
      details: details?.details ?? [])
  }
}
