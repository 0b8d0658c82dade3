#include "head.h"

#include <string.h>

#include "cairn/rpc/v1/call.pb-c.h"
#include "text.h"

#define METADATA_MAX 64
#define KEY_BYTES_MAX 128
#define PATH_BYTES_MAX 1024

static const char *piece_fault(const cairn_metadatum *piece) {
  size_t count = piece->key == NULL ? 0 : strlen(piece->key);
  if (count == 0 || count > KEY_BYTES_MAX ||
      strspn(piece->key, "abcdefghijklmnopqrstuvwxyz0123456789-_.") != count) {
    return "a metadata key is 1 to 128 of a-z, 0-9, '-', '_' and '.'";
  }
  if (strncmp(piece->key, "grpc-", 5) == 0) return "metadata keys in 'grpc-' are reserved";
  if (piece->value == NULL && piece->value_bytes > 0) return "a metadata value is NULL";
  if (piece->value_bytes > UINT16_MAX) return "a metadata value is longer than any head";
  if (count >= 4 && strcmp(piece->key + count - 4, "-bin") == 0) return NULL;
  const uint8_t *value = piece->value;
  for (size_t at = 0; at < piece->value_bytes; at++) {
    if (value[at] < 0x20 || value[at] > 0x7E) {
      return "a metadata value is printable ASCII unless its key ends in '-bin'";
    }
  }
  return NULL;
}

const char *crn_head_fault(const char *path, const cairn_metadatum *metadata, size_t count) {
  if (path == NULL || path[0] != '/' || strlen(path) > PATH_BYTES_MAX ||
      !crn_is_utf8((const uint8_t *)path, strlen(path))) {
    return "a method's path is /package.Service/Method";
  }
  if (count > METADATA_MAX) return "a call has at most 64 pieces of metadata";
  for (size_t at = 0; at < count; at++) {
    const char *fault = piece_fault(&metadata[at]);
    if (fault != NULL) return fault;
  }
  return NULL;
}

/* The library's structures have no const, and packing changes nothing. */
static void *unconst(const void *pointer) {
  union {
    const void *given;
    void *taken;
  } same = {pointer};
  return same.taken;
}

bool crn_head_pack(crn_buffer *to, const char *path, uint64_t timeout_us, const cairn_metadatum *metadata, size_t count) {
  Cairn__Rpc__V1__Metadatum pieces[METADATA_MAX];
  Cairn__Rpc__V1__Metadatum *pointers[METADATA_MAX];
  for (size_t at = 0; at < count; at++) {
    cairn__rpc__v1__metadatum__init(&pieces[at]);
    pieces[at].key = unconst(metadata[at].key);
    pieces[at].value.data = unconst(metadata[at].value);
    pieces[at].value.len = metadata[at].value_bytes;
    pointers[at] = &pieces[at];
  }
  Cairn__Rpc__V1__CallHeader header = CAIRN__RPC__V1__CALL_HEADER__INIT;
  header.method = unconst(path);
  header.timeout_us = timeout_us;
  header.n_metadata = count;
  header.metadata = count == 0 ? NULL : pointers;
  size_t bytes = cairn__rpc__v1__call_header__get_packed_size(&header);
  uint8_t *room = crn_buffer_room(to, bytes);
  if (room == NULL) return false;
  crn_buffer_wrote(to, cairn__rpc__v1__call_header__pack(&header, room));
  return true;
}
