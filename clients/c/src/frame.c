#include "frame.h"

#include <string.h>

static void put_u16(uint8_t *to, unsigned value) {
  to[0] = (uint8_t)(value >> 8);
  to[1] = (uint8_t)value;
}

static uint16_t get_u16(const uint8_t *from) { return (uint16_t)(from[0] << 8 | from[1]); }

void crn_put_u32(uint8_t *to, uint32_t value) {
  put_u16(to, value >> 16);
  put_u16(to + 2, value & 0xFFFF);
}

uint32_t crn_get_u32(const uint8_t *from) { return (uint32_t)get_u16(from) << 16 | get_u16(from + 2); }

void crn_header_encode(const crn_header *header, uint8_t bytes[CRN_HEADER_BYTES]) {
  crn_put_u32(bytes, header->payload_bytes);
  bytes[4] = header->type;
  bytes[5] = header->flags;
  put_u16(bytes + 6, header->head_bytes);
  crn_put_u32(bytes + 8, header->call_id);
}

crn_header crn_header_decode(const uint8_t bytes[CRN_HEADER_BYTES]) {
  crn_header header;
  header.payload_bytes = crn_get_u32(bytes);
  header.type = bytes[4];
  header.flags = bytes[5];
  header.head_bytes = get_u16(bytes + 6);
  header.call_id = crn_get_u32(bytes + 8);
  return header;
}

/* How the frames that a server may send look. */
static const struct form {
  uint8_t flags;
  bool has_head;
  bool has_call;
  uint32_t payload_min;
  uint32_t payload_max;
} forms[] = {
    [CRN_HELLO] = {0, false, false, 0, CRN_HELLO_BYTES_MAX},
    [CRN_MESSAGE] = {0, false, true, 0, UINT32_MAX},
    [CRN_WINDOW] = {0, false, true, 4, 4},
    [CRN_END] = {CRN_UNTOUCHED, true, true, 0, UINT32_MAX},
    [CRN_PING] = {0, false, false, 8, 8},
    [CRN_PONG] = {0, false, false, 8, 8},
    [CRN_GOAWAY] = {0, false, false, 8, 8 + CRN_GOAWAY_TEXT_MAX},
};

static bool fails(crn_fault *fault, enum crn_reason reason, const char *text) {
  fault->reason = reason;
  fault->text = text;
  return false;
}

bool crn_header_check(const crn_header *header, uint32_t payload_bytes_max, crn_fault *fault) {
  if (header->type < CRN_HELLO || header->type > CRN_GOAWAY) {
    return fails(fault, CRN_UNKNOWN_FRAME, "the frame's type is not known");
  }
  if (header->payload_bytes > payload_bytes_max) {
    return fails(fault, CRN_FRAME_TOO_LARGE, "the payload is larger than was announced");
  }
  if (header->type == CRN_CALL || header->type == CRN_CANCEL) {
    return fails(fault, CRN_PROTOCOL_ERROR, "call and cancel come from a client alone");
  }
  const struct form *form = &forms[header->type];
  if ((header->flags & ~form->flags) != 0) return fails(fault, CRN_PROTOCOL_ERROR, "a flag is not known");
  if ((header->call_id != 0) != form->has_call) {
    return fails(fault, CRN_PROTOCOL_ERROR, "the call id is 0 where it must not be, or is not where it must");
  }
  if (header->head_bytes > header->payload_bytes || (header->head_bytes > 0 && !form->has_head)) {
    return fails(fault, CRN_PROTOCOL_ERROR, "the head is longer than it may be");
  }
  if (header->payload_bytes < form->payload_min || header->payload_bytes > form->payload_max ||
      (header->type == CRN_HELLO && header->payload_bytes % 6 != 0)) {
    return fails(fault, CRN_PROTOCOL_ERROR, "the payload is not of its type's form");
  }
  return true;
}

static size_t put_setting(uint8_t *to, unsigned number, uint32_t value) {
  put_u16(to, number);
  crn_put_u32(to + 2, value);
  return 6;
}

size_t crn_hello_encode(const crn_hello *hello, uint8_t bytes[CRN_HELLO_BYTES_MAX]) {
  size_t count = put_setting(bytes, 1, hello->payload_bytes_max);
  count += put_setting(bytes + count, 3, hello->head_bytes_max);
  count += put_setting(bytes + count, 4, hello->window_bytes);
  count += put_setting(bytes + count, 6, hello->speaks_streams ? 1 : 0);
  return count;
}

static bool comes_twice(const uint8_t *bytes, size_t at) {
  for (size_t before = 0; before < at; before += 6) {
    if (get_u16(bytes + before) == get_u16(bytes + at)) return true;
  }
  return false;
}

bool crn_hello_decode(const uint8_t *bytes, size_t count, crn_hello *hello, crn_fault *fault) {
  *hello = (crn_hello){.payload_bytes_max = 65536, .head_bytes_max = 8192};
  if (count > CRN_HELLO_BYTES_MAX || count % 6 != 0) {
    return fails(fault, CRN_PROTOCOL_ERROR, "hello: not pairs of number and value");
  }
  for (size_t at = 0; at < count; at += 6) {
    if (comes_twice(bytes, at)) return fails(fault, CRN_PROTOCOL_ERROR, "hello: a setting comes twice");
    uint32_t value = crn_get_u32(bytes + at + 2);
    switch (get_u16(bytes + at)) {
      case 1: hello->payload_bytes_max = value; break;
      case 2: hello->calls_max = value; break;
      case 3: hello->head_bytes_max = value; break;
      case 4: hello->window_bytes = value; break;
      case 6: hello->speaks_streams = value == 1; break;
      default: break;
    }
  }
  if (hello->payload_bytes_max < 65536) return fails(fault, CRN_PROTOCOL_ERROR, "hello: setting 1 is below 65536");
  if (hello->window_bytes > CRN_CREDIT_MAX) return fails(fault, CRN_PROTOCOL_ERROR, "hello: setting 4 is too large");
  return true;
}

size_t crn_goaway_encode(uint32_t reason, const char *text, uint8_t bytes[8 + CRN_GOAWAY_TEXT_MAX]) {
  size_t count = strlen(text);
  if (count > CRN_GOAWAY_TEXT_MAX) count = CRN_GOAWAY_TEXT_MAX;
  crn_put_u32(bytes, 0);
  crn_put_u32(bytes + 4, reason);
  memcpy(bytes + 8, text, count);
  return 8 + count;
}

void crn_goaway_decode(const uint8_t *bytes, size_t count, crn_goaway *goaway) {
  goaway->last_call_id = crn_get_u32(bytes);
  goaway->reason = crn_get_u32(bytes + 4);
  size_t length = count - 8;
  if (length >= sizeof goaway->text) length = sizeof goaway->text - 1;
  for (size_t at = 0; at < length; at++) {
    uint8_t byte = bytes[8 + at];
    goaway->text[at] = byte >= 0x20 && byte <= 0x7E ? (char)byte : '?';
  }
  goaway->text[length] = '\0';
}
