internal import CLibcrypto
internal import Glibc

/// The context of libcrypto in which one thread seals and opens, over and over: to make one takes longer than to use it.
enum CipherContext {
  /// That of the calling thread; it ends with it.
  static var current: OpaquePointer {
    if let known = pthread_getspecific(key) { return OpaquePointer(known) }
    // The cipher is named once: where it is named again, libcrypto makes the whole context anew.
    guard
      let fresh = EVP_CIPHER_CTX_new(), EVP_EncryptInit_ex2(fresh, Algorithm.aes256GCM.pointer, nil, nil, nil) == 1
    else { preconditionFailure("libcrypto has no memory left") }
    pthread_setspecific(key, UnsafeRawPointer(fresh))
    return fresh
  }

  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    let isMade = pthread_key_create(&key) { EVP_CIPHER_CTX_free(OpaquePointer($0)) }
    precondition(isMade == 0, "a process has room for one more thread-specific key")
    return key
  }()
}
