internal import NIOSSL

/// Why there is no TLS connection.
package enum TLSFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Certificates and key of this side cannot be used.
  case unusable
  /// The other side is somebody else than was asked for.
  case otherName
  /// The handshake failed: on certificates, on the version, or on what was no TLS at all.
  case handshake(String)
  /// The other side does not speak our protocol.
  case otherProtocol

  package var description: String {
    switch self {
    case .unusable: "the certificates or the key of this side cannot be used"
    case .otherName:
      "the server's certificate is not for this name: use one of the names that it was started with, or start it with --name"
    case .handshake(let why): "TLS failed: \(why)"
    case .otherProtocol: "what answers there does not offer the protocol that is asked for (ALPN)"
    }
  }

  /// What an error of the TLS library means; `nil` for another error, and for a connection that just ended.
  init?(_ error: any Error) {
    switch error {
    case let error as NIOSSLExtraError where error == .failedToValidateHostname: self = .otherName
    case NIOSSLError.handshakeFailed(let cause): self = .handshake("\(cause)")
    case let error as BoringSSLError: self = .handshake("\(error)")
    case let fault as TLSFault: self = fault
    default: return nil
    }
  }
}
