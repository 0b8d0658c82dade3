/// What a gRPC call says before its first message, read from its headers and checked.
///
/// Source: https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md, Requests.
package struct GRPCRequestHead: Hashable, Sendable {
  /// Why a call cannot begin.
  package enum Fault: Error, Hashable, Sendable {
    /// No gRPC at all: answered by an HTTP status alone.
    case http(Int)
    /// gRPC, but not as it should be, or not as it is spoken here.
    case status(StatusCode, String)
  }

  /// `"/package.Service/Method"`
  package private(set) var path = ""
  /// How long the caller waits; 0 if it does not say.
  package private(set) var timeoutMicroseconds: UInt64 = 0
  /// What came with the call, without what is HTTP's or gRPC's own.
  package private(set) var metadata = Metadata()

  private static let contentType = "application/grpc"

  /// Reads the headers of a request, pseudo-headers with them.
  ///
  /// - Throws: HTTP 405 for another method than POST, 415 for another content type; INVALID_ARGUMENT for what gRPC does not
  ///   allow; UNIMPLEMENTED for a compressed request.
  package init(headers: some Sequence<(name: String, value: String)>) throws(Fault) {
    var isGRPC = false
    var encoding = "identity"
    for (name, value) in headers {
      switch name {
      case ":method": guard value == "POST" else { throw .http(405) }
      case ":path": path = value
      case "content-type": isGRPC = Self.isGRPC(value)
      case "grpc-timeout":
        guard let timeout = GRPCTimeout.microseconds(value) else {
          throw .status(.invalidArgument, "grpc-timeout: at most eight digits and one of H, M, S, m, u, n")
        }
        // No time at all is no wish for the server's own limit.
        timeoutMicroseconds = max(1, timeout)
      case "grpc-encoding": encoding = value
      case "te", "user-agent", "accept-encoding": break
      default:
        guard !name.hasPrefix(":"), !name.hasPrefix("grpc-") else { continue }
        guard metadata.pieces.count <= Metadata.countMax, GRPCMetadata.add(name, value, to: &metadata) else {
          throw .status(
            .invalidArgument, "metadata[\(metadata.pieces.count)]: the value of a key that ends in '-bin' is base64")
        }
      }
    }
    guard isGRPC else { throw .http(415) }
    if let fault = metadata.fault { throw .status(.invalidArgument, fault) }
    guard encoding == "identity" else {
      throw .status(.unimplemented, "messages are not compressed here: send them with grpc-encoding identity")
    }
  }

  private static func isGRPC(_ value: String) -> Bool {
    guard value.hasPrefix(contentType) else { return false }
    let rest = value.utf8.dropFirst(contentType.utf8.count)
    return rest.isEmpty || rest.first == UInt8(ascii: ";") || rest.elementsEqual("+proto".utf8)
  }
}
