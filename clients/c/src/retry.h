/* When a call is sent again, and after how long: "When to send a call again" of docs/wire-protocol.md. */
#ifndef CRN_RETRY_H
#define CRN_RETRY_H

#include <stdbool.h>
#include <stdint.h>

#include "cairn.h"

/* Whether a call that ended so may be sent again, the bytes as they were. */
bool crn_may_repeat(cairn_code code, bool is_untouched, bool is_idempotent);

typedef struct crn_pause {
  int64_t first_us;
  int64_t max_us;
} crn_pause;

extern const crn_pause crn_call_pause;
extern const crn_pause crn_connect_pause;

/* The pause after the `failures`th failure, in microseconds: it doubles, and chance (0 to 1) takes up to half of it away, so
   that those who failed together do not come back together. */
int64_t crn_pause_us(const crn_pause *pause, unsigned failures, double chance);

#endif
