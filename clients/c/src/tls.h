/* TLS 1.3 with certificates on both sides: docs/identities.md. */
#ifndef CRN_TLS_H
#define CRN_TLS_H

#include "transport.h"

/* A client's side over a connected socket, with what the identity folder holds; NULL if that cannot be used. The server will
   have to have a certificate for `host`, a name or an address. */
SSL *crn_tls_new(int fd, const char *identity, const char *host, cairn_status *status);

bool crn_tls_handshake(crn_transport *transport, int64_t until, cairn_status *status, bool *is_final);

/* Before each use of a connection: forgets errors of other connections of this thread. */
void crn_tls_begin(void);

/* Why the last use of the connection failed, in words. */
void crn_tls_explain(int ssl_error, char *why, size_t why_bytes);

#endif
