// OpenSSL's libcrypto as Swift sees it.
#ifndef CAIRN_CLIBCRYPTO_SHIM_H
#define CAIRN_CLIBCRYPTO_SHIM_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/rand.h>

#endif
