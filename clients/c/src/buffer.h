/* Bytes that wait: written at the end, taken from the front. */
#ifndef CRN_BUFFER_H
#define CRN_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct crn_buffer {
  uint8_t *bytes;
  size_t begin;
  size_t end;
  size_t capacity;
} crn_buffer;

static inline const uint8_t *crn_buffer_front(const crn_buffer *buffer) {
  return buffer->bytes == NULL ? NULL : buffer->bytes + buffer->begin;
}
static inline size_t crn_buffer_count(const crn_buffer *buffer) { return buffer->end - buffer->begin; }

/* Where `count` bytes may be written, to be followed by crn_buffer_wrote; NULL if there is no memory. */
uint8_t *crn_buffer_room(crn_buffer *buffer, size_t count);
void crn_buffer_wrote(crn_buffer *buffer, size_t count);

/* false if there is no memory; then nothing was added. */
bool crn_buffer_append(crn_buffer *buffer, const void *bytes, size_t count);
void crn_buffer_drop(crn_buffer *buffer, size_t count);
void crn_buffer_free(crn_buffer *buffer);

#endif
