/* Moments of the monotonic clock, in microseconds. */
#ifndef CRN_CLOCK_H
#define CRN_CLOCK_H

#include <stdint.h>

#define CRN_NEVER INT64_MAX

int64_t crn_now(void);

/* `ms` from now; CRN_NEVER for CAIRN_FOREVER. */
int64_t crn_after_ms(uint32_t ms);

/* What poll() takes to wait until then: rounded up, so that it does not end before; -1 for CRN_NEVER. */
int crn_poll_ms(int64_t until);

void crn_sleep_until(int64_t until);

static inline int64_t crn_earlier(int64_t a, int64_t b) { return a < b ? a : b; }

#endif
