/* Making the socket. */
#ifndef CRN_DIAL_H
#define CRN_DIAL_H

#include "address.h"
#include "status.h"

/* A connected socket that does not block, or -1. In clear only this machine is spoken to. */
int crn_dial(const crn_address *address, bool is_encrypted, int64_t until, cairn_status *status, bool *is_final);

#endif
