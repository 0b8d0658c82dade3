internal import Crypto
internal import SwiftASN1
internal import X509

/// Somebody's wish for a certificate, held to the key that it is for. What else it asks for is not read: the authority alone
/// says what stands in a certificate.
package struct SigningRequest: Sendable {
  let publicKey: Certificate.PublicKey
  /// Names its key.
  package let digest: PublicKeyDigest

  /// Longest request, in bytes.
  package static let bytesMax = 4_096

  /// Reads a request and checks that whoever made it holds the private key.
  ///
  /// - Parameter der: PKCS #10.
  /// - Throws: `CertificateFault`.
  package init(der: [UInt8]) throws(CertificateFault) {
    guard der.count <= Self.bytesMax, let request = try? CertificateSigningRequest(derEncoded: der) else {
      throw .unreadable
    }
    guard P256.Signing.PublicKey(request.publicKey) != nil else { throw .otherKind }
    guard request.publicKey.isValidSignature(request.signature, for: request) else { throw .notSignedByItself }
    guard let digest = try? PublicKeyDigest(of: request.publicKey) else { throw .unreadable }
    publicKey = request.publicKey
    self.digest = digest
  }
}
