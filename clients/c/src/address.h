/* Where a server is, as text says it. */
#ifndef CRN_ADDRESS_H
#define CRN_ADDRESS_H

#include <stdbool.h>

typedef struct crn_address {
  bool is_unix;
  /* The socket's path, or the host without brackets. */
  char name[256];
  /* Of TCP: digits. */
  char port[6];
} crn_address;

/* "HOST:PORT", "[IPv6]:PORT" or "unix:PATH". NULL, or what is wrong. */
const char *crn_address_parse(const char *text, crn_address *address);

#endif
