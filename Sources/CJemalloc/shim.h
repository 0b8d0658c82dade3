#include <stdbool.h>

#include <jemalloc/jemalloc.h>

/* Has freed memory given back to the machine by a thread of the allocator's own: without it that waits until the program next
 * asks for memory, and a server that was attacked and then is idle would keep what the attack took. Whether it could be done.
 *
 * Source: jemalloc(3), "background_thread". */
static inline bool cairn_give_back_memory(void) {
  bool on = true;
  return mallctl("background_thread", 0, 0, &on, sizeof on) == 0;
}
