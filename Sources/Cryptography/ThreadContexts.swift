internal import CLibcrypto
internal import Glibc

/// The contexts of libcrypto that one thread uses over and over: to make one takes longer than most of what is done in it.
///
/// A value in memory of the thread's own: an object would be counted at every use, for every hash and every seal.
struct ThreadContexts {
  let cipher: OpaquePointer
  let digest: OpaquePointer

  /// Those of the calling thread; they end with it.
  static var current: ThreadContexts {
    if let known = pthread_getspecific(key) { return known.load(as: Self.self) }
    let fresh = Self()
    let place = UnsafeMutablePointer<Self>.allocate(capacity: 1)
    place.initialize(to: fresh)
    pthread_setspecific(key, place)
    return fresh
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let isMade = pthread_key_create(&key) { place in
      guard let contexts = place?.assumingMemoryBound(to: Self.self) else { return }
      EVP_CIPHER_CTX_free(contexts.pointee.cipher)
      EVP_MD_CTX_free(contexts.pointee.digest)
      contexts.deallocate()
    }
    precondition(isMade == 0, "a process has room for one more thread-specific key")
    return key
  }()

  private init() {
    // The cipher is named once: where it is named again, libcrypto makes the whole context anew.
    guard
      let cipher = EVP_CIPHER_CTX_new(), let digest = EVP_MD_CTX_new(),
      EVP_EncryptInit_ex2(cipher, Algorithm.aes256GCM.pointer, nil, nil, nil) == 1,
      EVP_DigestInit_ex2(digest, Algorithm.sha256.pointer, nil) == 1
    else { preconditionFailure("libcrypto has no memory left") }
    self.cipher = cipher
    self.digest = digest
  }
}
