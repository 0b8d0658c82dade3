package import Certificates
internal import NIOCore
internal import NIOSSL

/// What one side of a TLS connection shows, and whom it believes: its own trust root and no other.
package struct TLSIdentity: Sendable {
  let chain: [NIOSSLCertificate]
  let key: NIOSSLPrivateKey
  let root: NIOSSLCertificate

  /// - Parameters:
  ///   - chain: DER, its own certificate first, then that of whoever signed it, up to but without the root.
  ///   - key: of its own certificate.
  ///   - root: DER.
  /// - Throws: `TLSFault.unusable` if a certificate cannot be read.
  package init(chain: [[UInt8]], key: CertificateKey, root: [UInt8]) throws(TLSFault) {
    do {
      self.chain = try chain.map { try NIOSSLCertificate(bytes: $0, format: .der) }
      self.key = try NIOSSLPrivateKey(bytes: Array(key.pem.utf8), format: .pem)
      self.root = try NIOSSLCertificate(bytes: root, format: .der)
    } catch {
      throw .unusable
    }
  }

  /// Makes a server's context: TLS 1.3 alone, and a client has to prove who it is.
  ///
  /// Each connection gets one of its own. A session ticket can be opened by the context alone that gave it, so none is ever
  /// of use: each connection begins with a whole handshake, and there is nothing that could be sent early or again.
  func serverContext() throws(TLSFault) -> NIOSSLContext {
    try context(
      .makeServerConfigurationWithMTLS(
        certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key),
        trustRoots: .certificates([root])), verification: .noHostnameVerification, dialects: Dialect.allCases)
  }

  /// Makes a client's context: TLS 1.3 alone, and the server has to be the one that was asked for.
  func clientContext(_ dialect: Dialect) throws(TLSFault) -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    configuration.certificateChain = chain.map { .certificate($0) }
    configuration.privateKey = .privateKey(key)
    configuration.trustRoots = .certificates([root])
    return try context(configuration, verification: .fullVerification, dialects: [dialect])
  }

  private func context(
    _ base: TLSConfiguration, verification: CertificateVerification, dialects: [Dialect]
  ) throws(TLSFault) -> NIOSSLContext {
    var configuration = base
    configuration.minimumTLSVersion = .tlsv13
    configuration.maximumTLSVersion = .tlsv13
    configuration.certificateVerification = verification
    configuration.verifySignatureAlgorithms = [.ecdsaSecp256R1Sha256]
    configuration.applicationProtocols = dialects.map(\.applicationProtocol)
    configuration.shutdownTimeout = .seconds(1)
    do { return try NIOSSLContext(configuration: configuration) } catch { throw .unusable }
  }
}
