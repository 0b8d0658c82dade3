#include "retry.h"

const crn_pause crn_call_pause = {40000, 1000000};
const crn_pause crn_connect_pause = {100000, 5000000};

bool crn_may_repeat(cairn_code code, bool is_untouched, bool is_idempotent) {
  switch (code) {
    case CAIRN_UNAVAILABLE: return is_untouched || is_idempotent;
    case CAIRN_RESOURCE_EXHAUSTED: return is_untouched;
    default: return false;
  }
}

int64_t crn_pause_us(const crn_pause *pause, unsigned failures, double chance) {
  int64_t longest = pause->first_us;
  for (unsigned count = 1; count < failures && longest < pause->max_us; count++) longest *= 2;
  if (longest > pause->max_us) longest = pause->max_us;
  return longest - (int64_t)((double)longest * chance / 2);
}
