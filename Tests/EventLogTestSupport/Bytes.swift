package import Cryptography
package import EventLog
package import Identifiers

// What the product does with bytes that it was lent, done with an array.

extension Authenticator {
  package func code(_ message: [UInt8], then rest: [UInt8] = []) -> Digest256 {
    message.withUnsafeBytes { message in rest.withUnsafeBytes { code(message, then: $0) } }
  }

  package static func code(_ message: [UInt8], under key: SecretKey) -> Digest256 {
    message.withUnsafeBytes { code($0, under: key) }
  }
}

extension SealedBox {
  package static func seal(
    _ plaintext: [UInt8], under key: SecretKey, authenticating associatedData: [UInt8],
    nonce: (UnsafeMutableRawBufferPointer) -> Void
  ) -> [UInt8] {
    plaintext.withUnsafeBytes { plaintext in
      associatedData.withUnsafeBytes { seal(plaintext, under: key, authenticating: $0, nonce: nonce) }
    }
  }

  package static func open(
    _ box: [UInt8], under key: SecretKey, authenticating associatedData: [UInt8]
  ) throws -> [UInt8] {
    try associatedData.withUnsafeBytes { try open(box, under: key, authenticating: $0) }
  }
}

extension PartSealer {
  package func seal(_ plaintext: [UInt8], eventID: Identifier128, index: Int, under key: DataKey) -> EventPart {
    plaintext.withUnsafeBytes { seal($0, eventID: eventID, index: index, under: key) }
  }
}

extension HubSecret {
  package func sealDeterministically(_ bytes: [UInt8], for purpose: String) -> [UInt8] {
    bytes.withUnsafeBytes { sealDeterministically($0, for: purpose) }
  }
}
