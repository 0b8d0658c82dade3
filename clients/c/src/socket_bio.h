/* How TLS reaches its socket: as the library's own way does, but without ever raising SIGPIPE. */
#ifndef CRN_SOCKET_BIO_H
#define CRN_SOCKET_BIO_H

#include <openssl/bio.h>

/* The socket stays the caller's. NULL if there is no memory. */
BIO *crn_socket_bio(int fd);

#endif
