#include "buffer.h"

#include <stdlib.h>
#include <string.h>

/* Beyond this an empty buffer gives its memory back, so that one large message does not cost for ever. */
#define KEPT_BYTES_MAX 65536u

uint8_t *crn_buffer_room(crn_buffer *buffer, size_t count) {
  size_t held = crn_buffer_count(buffer);
  if (buffer->capacity - buffer->end >= count && buffer->bytes != NULL) return buffer->bytes + buffer->end;
  if (buffer->begin > 0) {
    memmove(buffer->bytes, buffer->bytes + buffer->begin, held);
    buffer->begin = 0;
    buffer->end = held;
    if (buffer->capacity - held >= count) return buffer->bytes + held;
  }
  if (count > SIZE_MAX / 2 - held) return NULL;
  size_t capacity = buffer->capacity < 512 ? 512 : buffer->capacity;
  while (capacity < held + count) capacity *= 2;
  uint8_t *bytes = realloc(buffer->bytes, capacity);
  if (bytes == NULL) return NULL;
  buffer->bytes = bytes;
  buffer->capacity = capacity;
  return bytes + held;
}

void crn_buffer_wrote(crn_buffer *buffer, size_t count) { buffer->end += count; }

bool crn_buffer_append(crn_buffer *buffer, const void *bytes, size_t count) {
  if (count == 0) return true;
  uint8_t *room = crn_buffer_room(buffer, count);
  if (room == NULL) return false;
  memcpy(room, bytes, count);
  buffer->end += count;
  return true;
}

void crn_buffer_drop(crn_buffer *buffer, size_t count) {
  buffer->begin += count;
  if (buffer->begin < buffer->end) return;
  buffer->begin = buffer->end = 0;
  if (buffer->capacity > KEPT_BYTES_MAX) crn_buffer_free(buffer);
}

void crn_buffer_free(crn_buffer *buffer) {
  free(buffer->bytes);
  memset(buffer, 0, sizeof *buffer);
}
