internal import CLibcrypto

/// AES-256-GCM as all of Cairn stores it: nonce (12), ciphertext, tag (16).
///
/// Source: NIST SP 800-38D.
package enum SealedBox {
  /// Bytes of the nonce.
  package static let nonceBytes = 12
  /// Bytes of the authentication tag.
  package static let tagBytes = 16

  /// Seals bytes, and binds them to others that are not in the box.
  ///
  /// - Parameter nonce: writes the nonce, which must never come twice under a key.
  package static func seal(
    _ plaintext: UnsafeRawBufferPointer, under key: SecretKey, authenticating associatedData: UnsafeRawBufferPointer,
    nonce: (UnsafeMutableRawBufferPointer) -> Void
  ) -> [UInt8] {
    // Of zeros: Swift makes an array whose bytes are left to be set by code for any type, which takes longer.
    var box = Array(repeatElement(UInt8(0), count: nonceBytes + plaintext.count + tagBytes))
    box.withUnsafeMutableBufferPointer { box in
      guard let nonceStart = box.baseAddress else { preconditionFailure("a box is never empty") }
      let context = ThreadContexts.current.cipher
      nonce(UnsafeMutableRawBufferPointer(start: nonceStart, count: nonceBytes))
      let ciphertext = nonceStart + nonceBytes
      var written: Int32 = 0
      let isSealed =
        key.withUnsafeBytes { key in
          EVP_EncryptInit_ex2(
            context, nil, key.bytes, nonceStart, nil)
        } == 1 && EVP_EncryptUpdate(context, nil, &written, associatedData.bytes, Int32(associatedData.count)) == 1
        && EVP_EncryptUpdate(context, ciphertext, &written, plaintext.bytes, Int32(plaintext.count)) == 1
        && EVP_EncryptFinal_ex(context, ciphertext + plaintext.count, &written) == 1
        && EVP_CIPHER_CTX_ctrl(
          context, EVP_CTRL_AEAD_GET_TAG, Int32(tagBytes), ciphertext + plaintext.count) == 1
      precondition(isSealed, "AES-256-GCM seals whatever it is given")
    }
    return box
  }

  /// What was sealed.
  ///
  /// - Throws: `.notAuthentic` if it was not sealed under this key with these associated data.
  package static func open(
    _ box: [UInt8], under key: SecretKey, authenticating associatedData: UnsafeRawBufferPointer
  ) throws(SealingError) -> [UInt8] {
    let byteCount = box.count - nonceBytes - tagBytes
    guard byteCount >= 0 else { throw .notAuthentic }
    var isAuthentic = false
    let plaintext = [UInt8](unsafeUninitializedCapacity: byteCount) { plaintext, count in
      isAuthentic = box.withUnsafeBufferPointer { box in
        open(box, under: key, authenticating: associatedData, into: plaintext)
      }
      // What could not be authenticated nobody gets to see.
      count = isAuthentic ? byteCount : 0
    }
    guard isAuthentic else { throw .notAuthentic }
    return plaintext
  }

  private static func open(
    _ box: UnsafeBufferPointer<UInt8>, under key: SecretKey, authenticating associatedData: UnsafeRawBufferPointer,
    into plaintext: UnsafeMutableBufferPointer<UInt8>
  ) -> Bool {
    guard let nonce = box.baseAddress else { preconditionFailure("a box is never empty") }
    let context = ThreadContexts.current.cipher
    let byteCount = box.count - nonceBytes - tagBytes
    let ciphertext = nonce + nonceBytes
    var written: Int32 = 0
    // Without a plaintext there is nowhere to write it, and libcrypto would take the missing place for associated data.
    let isSet =
      key.withUnsafeBytes { key in
        EVP_DecryptInit_ex2(context, nil, key.bytes, nonce, nil)
      } == 1 && EVP_DecryptUpdate(context, nil, &written, associatedData.bytes, Int32(associatedData.count)) == 1
      && (byteCount == 0
        || EVP_DecryptUpdate(context, plaintext.baseAddress, &written, ciphertext, Int32(byteCount)) == 1)
      && EVP_CIPHER_CTX_ctrl(
        context, EVP_CTRL_AEAD_SET_TAG, Int32(tagBytes), UnsafeMutableRawPointer(mutating: ciphertext + byteCount)) == 1
    precondition(isSet, "AES-256-GCM takes any box")
    var end: UInt8 = 0
    return EVP_DecryptFinal_ex(context, &end, &written) == 1
  }
}

extension UnsafeRawBufferPointer {
  /// As libcrypto takes bytes.
  fileprivate var bytes: UnsafePointer<UInt8>? { baseAddress?.assumingMemoryBound(to: UInt8.self) }
}

/// Why something sealed could not be opened.
package enum SealingError: Error, Hashable, Sendable {
  /// It was not sealed under this key for this place, or was changed since.
  case notAuthentic
}
