#include "status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "text.h"

static void release(void *message) { protobuf_c_message_free_unpacked(message, NULL); }

void crn_status_clear(cairn_status *status) {
  release(status->trailer);
  release(status->bad_request);
  release(status->error_info);
  release(status->retry_info);
  memset(status, 0, sizeof *status);
}

/* Takes away the piece of a character that a text was cut in. */
static void end_whole(char *text) {
  size_t count = strlen(text);
  size_t start = count;
  while (start > 0 && ((uint8_t)text[start - 1] & 0xC0) == 0x80) start--;
  if (start > 0 && !crn_is_utf8((const uint8_t *)text + start - 1, count - start + 1)) text[start - 1] = '\0';
}

void crn_status_set(cairn_status *status, cairn_code code, const char *format, ...) {
  /* Formatted first: an argument may be the status's own text. */
  char text[sizeof status->text];
  va_list arguments;
  va_start(arguments, format);
  int count = vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  if (count >= (int)sizeof text) end_whole(text);
  crn_status_clear(status);
  status->code = code;
  memcpy(status->text, text, sizeof text);
}

void crn_status_move(cairn_status *to, cairn_status *from) {
  crn_status_clear(to);
  *to = *from;
  memset(from, 0, sizeof *from);
}

/* A message whose texts are sound, or NULL. */
static void *unpack(const ProtobufCMessageDescriptor *type, const uint8_t *bytes, size_t count) {
  static const uint8_t nothing[1];
  ProtobufCMessage *message = protobuf_c_message_unpack(type, NULL, count, count == 0 ? nothing : bytes);
  if (message != NULL && !crn_message_has_utf8(message)) {
    release(message);
    return NULL;
  }
  return message;
}

/* A detail that cannot be read, or that there is no memory for, is as good as none: code and message stand without it. */
static void *unpack_detail(const cairn_status *status, const char *type_url, const ProtobufCMessageDescriptor *type) {
  size_t count;
  const uint8_t *bytes = cairn_status_detail(status, type_url, &count);
  return bytes == NULL ? NULL : unpack(type, bytes, count);
}

bool crn_status_read(cairn_status *status, const uint8_t *head, size_t count, bool is_untouched) {
  Cairn__Rpc__V1__CallTrailer *trailer = unpack(&cairn__rpc__v1__call_trailer__descriptor, head, count);
  if (trailer == NULL) return false;
  crn_status_clear(status);
  status->trailer = trailer;
  if (trailer->status == NULL || trailer->status->code == 0) return true;
  int32_t code = trailer->status->code;
  status->code = code < 0 || code > CAIRN_UNAUTHENTICATED ? CAIRN_UNKNOWN : (cairn_code)code;
  status->is_untouched = is_untouched;
  status->bad_request = unpack_detail(status, "type.googleapis.com/google.rpc.BadRequest",
                                      &cairn__rpc__v1__bad_request__descriptor);
  status->error_info = unpack_detail(status, "type.googleapis.com/google.rpc.ErrorInfo",
                                     &cairn__rpc__v1__error_info__descriptor);
  status->retry_info = unpack_detail(status, "type.googleapis.com/google.rpc.RetryInfo",
                                     &cairn__rpc__v1__retry_info__descriptor);
  return true;
}
