internal import CLibcrypto

/// An algorithm of libcrypto, looked up once: to look it up takes longer than to hash what Cairn mostly hashes.
struct Algorithm: @unchecked Sendable {
  // Sound to share: libcrypto never changes what it has handed out as an algorithm.
  let pointer: OpaquePointer

  private init(_ name: String, _ pointer: OpaquePointer?) {
    guard let pointer else { preconditionFailure("this libcrypto has no \(name)") }
    self.pointer = pointer
  }

  static let aes256GCM = Self("AES-256-GCM", EVP_CIPHER_fetch(nil, "AES-256-GCM", nil))
  static let sha256 = Self("SHA-256", EVP_MD_fetch(nil, "SHA256", nil))
  static let hkdf = Self("HKDF", EVP_KDF_fetch(nil, "HKDF", nil))
}

/// A parameter of an algorithm, as libcrypto takes it; its name and text must outlive every use, hence constants.
enum AlgorithmParameter {
  case text(_ name: StaticString, _ value: StaticString)
  case bytes(_ name: StaticString, UnsafeRawBufferPointer)
}

/// Calls `body` with the parameters in libcrypto's form, which live no longer than the call.
func withParameters<Result>(
  _ parameters: [AlgorithmParameter], _ body: (UnsafePointer<OSSL_PARAM>) -> Result
) -> Result {
  let builder = OSSL_PARAM_BLD_new()
  defer { OSSL_PARAM_BLD_free(builder) }
  for parameter in parameters {
    let isPushed =
      switch parameter {
      case .text(let name, let value):
        OSSL_PARAM_BLD_push_utf8_string(builder, name.characters, value.characters, value.utf8CodeUnitCount)
      case .bytes(let name, let bytes):
        OSSL_PARAM_BLD_push_octet_string(builder, name.characters, bytes.baseAddress, bytes.count)
      }
    precondition(isPushed == 1, "libcrypto takes its own parameters")
  }
  guard let finished = OSSL_PARAM_BLD_to_param(builder) else { preconditionFailure("libcrypto has no memory left") }
  defer { OSSL_PARAM_free(finished) }
  return body(finished)
}

extension StaticString {
  fileprivate var characters: UnsafePointer<CChar> { UnsafeRawPointer(utf8Start).assumingMemoryBound(to: CChar.self) }
}
