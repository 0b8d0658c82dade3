/* What a call came to. */
#ifndef CRN_STATUS_H
#define CRN_STATUS_H

#include "cairn.h"
#include "cairn/rpc/v1/call.pb-c.h"

struct cairn_status {
  cairn_code code;
  bool is_untouched;
  /* The client's own message; a server's stands in its trailer. */
  char text[320];
  Cairn__Rpc__V1__CallTrailer *trailer;
  Cairn__Rpc__V1__BadRequest *bad_request;
  Cairn__Rpc__V1__ErrorInfo *error_info;
  Cairn__Rpc__V1__RetryInfo *retry_info;
};

/* Frees what the status holds; it is OK then, without a word. */
void crn_status_clear(cairn_status *status);

#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
void crn_status_set(cairn_status *status, cairn_code code, const char *format, ...);

/* From the head of an END frame. false if it is no trailer, or for want of memory; then the status is as it was. */
bool crn_status_read(cairn_status *status, const uint8_t *head, size_t count, bool is_untouched);

/* `from` is OK then, without a word. */
void crn_status_move(cairn_status *to, cairn_status *from);

#endif
