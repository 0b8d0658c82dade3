// OpenSSL's libcrypto as Swift sees it.
#ifndef CAIRN_CLIBCRYPTO_SHIM_H
#define CAIRN_CLIBCRYPTO_SHIM_H

#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <openssl/rand.h>

// Where the bytes of a BIO in memory lie, and how many there are: a macro of C.
static inline size_t cairn_bio_data(BIO *memory, char **start) {
  long count = BIO_get_mem_data(memory, start);
  return count > 0 ? (size_t)count : 0;
}

#endif
