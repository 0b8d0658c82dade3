internal import SwiftASN1
internal import X509

/// Certificates and signing requests between lines of PEM.
package enum PEMText {
  /// The certificates, one after the other.
  ///
  /// - Parameter ders: each in DER.
  package static func ofCertificates(_ ders: [[UInt8]]) -> String {
    ders.map { PEMDocument(type: Certificate.defaultPEMDiscriminator, derBytes: $0).pemString + "\n" }.joined()
  }

  /// Every certificate in a text, in DER; `nil` if there is none, or something else.
  package static func certificates(in text: String) -> [[UInt8]]? {
    guard let documents = try? PEMDocument.parseMultiple(pemString: text), !documents.isEmpty,
      documents.allSatisfy({ $0.discriminator == Certificate.defaultPEMDiscriminator })
    else { return nil }
    return documents.map { Array($0.derBytes) }
  }

  /// A signing request in DER, from the bytes of a file that holds it in PEM or in DER.
  package static func signingRequest(in bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let document = try? PEMDocument(pemString: text),
      document.discriminator == CertificateSigningRequest.defaultPEMDiscriminator
    else { return bytes }
    return Array(document.derBytes)
  }
}
