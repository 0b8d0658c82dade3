#include "text.h"

#include <string.h>

/* Deeper than any message of the contract; a ring of messages ends here. */
#define DEPTH_MAX 100

/* How many bytes the character at the front has; 0 if it is none. RFC 3629. */
static size_t character(const uint8_t *bytes, size_t count) {
  uint8_t lead = bytes[0];
  if (lead < 0x80) return 1;
  size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : lead >= 0xE0 && lead <= 0xEF ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
  if (length == 0 || length > count) return 0;
  /* Neither overlong, nor a surrogate, nor above U+10FFFF. */
  uint8_t low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  uint8_t high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (bytes[1] < low || bytes[1] > high) return 0;
  for (size_t at = 2; at < length; at++) {
    if ((bytes[at] & 0xC0) != 0x80) return 0;
  }
  return length;
}

bool crn_is_utf8(const uint8_t *bytes, size_t count) {
  while (count > 0) {
    size_t length = character(bytes, count);
    if (length == 0) return false;
    bytes += length;
    count -= length;
  }
  return true;
}

static bool is_sound(const ProtobufCMessage *message, int depth);

/* `at` points to the member of one element: a pointer in either case. */
static bool element_is_sound(const ProtobufCFieldDescriptor *field, const void *at, int depth) {
  if (field->type == PROTOBUF_C_TYPE_STRING) {
    const char *text = *(char *const *)at;
    return text == NULL || crn_is_utf8((const uint8_t *)text, strlen(text));
  }
  const ProtobufCMessage *inner = *(ProtobufCMessage *const *)at;
  return inner == NULL || is_sound(inner, depth + 1);
}

static bool is_sound(const ProtobufCMessage *message, int depth) {
  if (depth > DEPTH_MAX) return false;
  const uint8_t *base = (const uint8_t *)message;
  for (unsigned at = 0; at < message->descriptor->n_fields; at++) {
    const ProtobufCFieldDescriptor *field = &message->descriptor->fields[at];
    if (field->type != PROTOBUF_C_TYPE_STRING && field->type != PROTOBUF_C_TYPE_MESSAGE) continue;
    const void *member = base + field->offset;
    if (field->label != PROTOBUF_C_LABEL_REPEATED) {
      if ((field->flags & PROTOBUF_C_FIELD_FLAG_ONEOF) != 0) {
        if (*(const uint32_t *)(const void *)(base + field->quantifier_offset) != field->id) continue;
      }
      if (!element_is_sound(field, member, depth)) return false;
      continue;
    }
    size_t count = *(const size_t *)(const void *)(base + field->quantifier_offset);
    void *const *elements = *(void *const *const *)member;
    for (size_t index = 0; index < count; index++) {
      if (!element_is_sound(field, &elements[index], depth)) return false;
    }
  }
  return true;
}

bool crn_message_has_utf8(const ProtobufCMessage *message) { return is_sound(message, 0); }
