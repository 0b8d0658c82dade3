/* Ids of commands: UUID, version 7 (RFC 9562, section 5.7). */
#include <openssl/rand.h>
#include <time.h>

#include "cairn.h"

bool cairn_new_id(char text[37]) {
  static const char digits[] = "0123456789abcdef";
  uint8_t bytes[16];
  struct timespec now;
  text[0] = '\0';
  if (RAND_bytes(bytes, sizeof bytes) != 1 || clock_gettime(CLOCK_REALTIME, &now) != 0) return false;
  uint64_t ms = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
  for (int at = 0; at < 6; at++) bytes[at] = (uint8_t)(ms >> (40 - 8 * at));
  bytes[6] = (uint8_t)(0x70 | (bytes[6] & 0x0F));
  bytes[8] = (uint8_t)(0x80 | (bytes[8] & 0x3F));

  char *to = text;
  for (int at = 0; at < 16; at++) {
    if (at == 4 || at == 6 || at == 8 || at == 10) *to++ = '-';
    *to++ = digits[bytes[at] >> 4];
    *to++ = digits[bytes[at] & 0x0F];
  }
  *to = '\0';
  return true;
}
