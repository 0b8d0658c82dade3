#include "clock.h"

#include <limits.h>
#include <poll.h>
#include <stddef.h>
#include <time.h>

int64_t crn_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

int64_t crn_after_ms(uint32_t ms) { return ms == UINT32_MAX ? CRN_NEVER : crn_now() + (int64_t)ms * 1000; }

int crn_poll_ms(int64_t until) {
  if (until == CRN_NEVER) return -1;
  int64_t now = crn_now();
  if (until <= now) return 0;
  int64_t ms = (until - now + 999) / 1000;
  return ms > INT_MAX ? INT_MAX : (int)ms;
}

void crn_sleep_until(int64_t until) {
  while (crn_now() < until) poll(NULL, 0, crn_poll_ms(until));
}
