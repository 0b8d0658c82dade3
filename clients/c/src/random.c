#include "random.h"

#include <openssl/rand.h>
#include <stdint.h>

double crn_chance(void) {
  uint8_t bytes[2];
  /* Without chance clients may come back together, and that is all. */
  if (RAND_bytes(bytes, sizeof bytes) != 1) return 0.5;
  return (double)(bytes[0] << 8 | bytes[1]) / UINT16_MAX;
}
