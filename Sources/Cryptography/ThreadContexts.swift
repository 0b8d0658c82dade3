internal import CLibcrypto
internal import Glibc

/// The contexts of libcrypto that one thread uses over and over: to make one takes longer than most of what is done in it.
final class ThreadContexts {
  let cipher: OpaquePointer
  let digest: OpaquePointer

  /// Those of the calling thread; they end with it.
  static var current: ThreadContexts {
    if let known = pthread_getspecific(key) { return Unmanaged.fromOpaque(known).takeUnretainedValue() }
    let fresh = ThreadContexts()
    pthread_setspecific(key, Unmanaged.passRetained(fresh).toOpaque())
    return fresh
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let isMade = pthread_key_create(&key) { contexts in
      if let contexts { Unmanaged<ThreadContexts>.fromOpaque(contexts).release() }
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

  deinit {
    EVP_CIPHER_CTX_free(cipher)
    EVP_MD_CTX_free(digest)
  }
}
