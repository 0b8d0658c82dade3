/* A byte stream to the server: TCP or a Unix socket, in clear or over TLS. Nothing here waits but crn_transport_wait and
   crn_transport_open. */
#ifndef CRN_TRANSPORT_H
#define CRN_TRANSPORT_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "address.h"
#include "status.h"

typedef struct crn_transport {
  int fd;
  SSL *ssl;
  /* What TLS waits for before it goes on with the other direction. */
  bool read_wants_write;
  bool write_wants_read;
  /* Why the connection ended, once a function said so. */
  char why[160];
} crn_transport;

/* Connects, with TLS if `identity` is not NULL and the address is TCP's.
   *is_final: whether it would fail the same way again. */
bool crn_transport_open(crn_transport *transport, const crn_address *address, const char *identity, int64_t until,
                        cairn_status *status, bool *is_final);

/* How many bytes came or went; 0 if none can now, -1 if the connection has ended. */
ptrdiff_t crn_transport_read(crn_transport *transport, uint8_t *bytes, size_t count);
ptrdiff_t crn_transport_write(crn_transport *transport, const uint8_t *bytes, size_t count);

/* Waits for something to read, or also for room to write: 1 if there is, 0 if not by then, -1 on an error. */
int crn_transport_wait(crn_transport *transport, bool to_write, int64_t until);

void crn_transport_close(crn_transport *transport);

#endif
