#include "tls.h"

#include <arpa/inet.h>
#include <errno.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "socket_bio.h"

static const unsigned char protocol[] = "\x07" "cairn/1";
#define PROTOCOL_BYTES (sizeof protocol - 1)

void crn_tls_begin(void) { ERR_clear_error(); }

void crn_tls_explain(int ssl_error, char *why, size_t why_bytes) {
  const char *reason = ERR_reason_error_string(ERR_peek_last_error());
  if (ssl_error == SSL_ERROR_ZERO_RETURN) reason = "the server hung up";
  if (reason == NULL && ssl_error == SSL_ERROR_SYSCALL && errno != 0) reason = strerror(errno);
  snprintf(why, why_bytes, "%s", reason != NULL ? reason : "the server hung up");
}

/* A key that wants a passphrase must not stop the program to ask for it. */
static int no_passphrase(char *buffer, int size, int is_write, void *context) {
  (void)buffer, (void)size, (void)is_write, (void)context;
  return -1;
}

/* The name of the file that cannot be used; NULL if all can. */
static const char *load_identity(SSL_CTX *context, const char *identity) {
  char path[4096];
  static const char *const names[] = {"certificate.pem", "key.pem", "root.pem"};
  for (size_t at = 0; at < 3; at++) {
    int length = snprintf(path, sizeof path, "%s/%s", identity, names[at]);
    if (length < 0 || (size_t)length >= sizeof path) return names[at];
    int loaded = at == 0   ? SSL_CTX_use_certificate_chain_file(context, path)
                 : at == 1 ? SSL_CTX_use_PrivateKey_file(context, path, SSL_FILETYPE_PEM)
                           : SSL_CTX_load_verify_locations(context, path, NULL);
    if (loaded != 1) return names[at];
  }
  return NULL;
}

static SSL_CTX *context_new(const char *identity, cairn_status *status) {
  SSL_CTX *context = SSL_CTX_new(TLS_client_method());
  if (context == NULL || SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) != 1 ||
      SSL_CTX_set_max_proto_version(context, TLS1_3_VERSION) != 1 ||
      SSL_CTX_set1_sigalgs_list(context, "ECDSA+SHA256") != 1 ||
      SSL_CTX_set_alpn_protos(context, protocol, PROTOCOL_BYTES) != 0) {
    crn_status_set(status, CAIRN_RESOURCE_EXHAUSTED, "the TLS library cannot be set up");
    SSL_CTX_free(context);
    return NULL;
  }
  SSL_CTX_set_default_passwd_cb(context, no_passphrase);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_mode(context, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  const char *fault = load_identity(context, identity);
  if (fault != NULL) {
    const char *reason = ERR_reason_error_string(ERR_peek_last_error());
    crn_status_set(status, CAIRN_FAILED_PRECONDITION, "%s/%s cannot be used: %s", identity, fault,
                   reason != NULL ? reason : "not as `cairn agency enrol` writes it");
    SSL_CTX_free(context);
    return NULL;
  }
  return context;
}

/* Whom the server has to be. */
static bool expect(SSL *ssl, const char *host) {
  uint8_t address[16];
  if (inet_pton(AF_INET, host, address) == 1 || inet_pton(AF_INET6, host, address) == 1) {
    return X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), host) == 1;
  }
  SSL_set_hostflags(ssl, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
  return SSL_set1_host(ssl, host) == 1 && SSL_set_tlsext_host_name(ssl, host) == 1;
}

SSL *crn_tls_new(int fd, const char *identity, const char *host, cairn_status *status) {
  crn_tls_begin();
  SSL_CTX *context = context_new(identity, status);
  if (context == NULL) return NULL;
  SSL *ssl = SSL_new(context);
  SSL_CTX_free(context);
  BIO *bio = crn_socket_bio(fd);
  if (ssl == NULL || bio == NULL || !expect(ssl, host)) {
    crn_status_set(status, CAIRN_RESOURCE_EXHAUSTED, "TLS cannot be set up for %s", host);
    SSL_free(ssl);
    BIO_free(bio);
    return NULL;
  }
  SSL_set_bio(ssl, bio, bio);
  return ssl;
}

static bool refused(cairn_status *status, SSL *ssl, int error, bool *is_final) {
  char why[160];
  long verified = SSL_get_verify_result(ssl);
  if (verified != X509_V_OK) {
    *is_final = true;
    crn_status_set(status, CAIRN_UNAUTHENTICATED, "the server is not the one that was asked for: %s",
                   X509_verify_cert_error_string(verified));
  } else {
    crn_tls_explain(error, why, sizeof why);
    crn_status_set(status, CAIRN_UNAVAILABLE, "TLS failed: %s", why);
  }
  return false;
}

bool crn_tls_handshake(crn_transport *transport, int64_t until, cairn_status *status, bool *is_final) {
  SSL *ssl = transport->ssl;
  for (;;) {
    crn_tls_begin();
    int result = SSL_connect(ssl);
    if (result == 1) break;
    int error = SSL_get_error(ssl, result);
    if (error != SSL_ERROR_WANT_READ && error != SSL_ERROR_WANT_WRITE) return refused(status, ssl, error, is_final);
    if (crn_transport_wait(transport, error == SSL_ERROR_WANT_WRITE, until) != 1) {
      crn_status_set(status, CAIRN_UNAVAILABLE, "the server did not finish the TLS handshake in time");
      return false;
    }
  }
  const unsigned char *chosen;
  unsigned count;
  SSL_get0_alpn_selected(ssl, &chosen, &count);
  if (count == PROTOCOL_BYTES - 1 && memcmp(chosen, protocol + 1, count) == 0) return true;
  crn_status_set(status, CAIRN_UNAVAILABLE, "what answers there does not offer cairn/1");
  return false;
}
