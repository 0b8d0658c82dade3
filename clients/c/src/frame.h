/* Frames as bytes: sections 2 to 4 and 7 of docs/wire-protocol.md. Knows neither sockets nor memory. */
#ifndef CRN_FRAME_H
#define CRN_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CRN_PREFACE "CAIRN/1\n"
#define CRN_PREFACE_BYTES 8u
#define CRN_HEADER_BYTES 12u
#define CRN_HELLO_BYTES_MAX (64u * 6u)
#define CRN_GOAWAY_TEXT_MAX 1024u
#define CRN_CREDIT_MAX INT32_MAX
#define CRN_HEAD_BYTES_MAX 65535u

enum crn_type {
  CRN_HELLO = 1,
  CRN_CALL = 2,
  CRN_MESSAGE = 3,
  CRN_WINDOW = 4,
  CRN_END = 5,
  CRN_CANCEL = 6,
  CRN_PING = 7,
  CRN_PONG = 8,
  CRN_GOAWAY = 9
};

enum crn_flag { CRN_LAST = 1, CRN_UNTOUCHED = 2 };

enum crn_reason {
  CRN_SHUTDOWN = 0,
  CRN_PROTOCOL_ERROR = 1,
  CRN_UNKNOWN_FRAME = 2,
  CRN_FRAME_TOO_LARGE = 3,
  CRN_UNKNOWN_PROTOCOL = 7,
  CRN_NOT_ADMITTED = 10
};

typedef struct crn_header {
  uint32_t payload_bytes;
  uint8_t type;
  uint8_t flags;
  uint16_t head_bytes;
  uint32_t call_id;
} crn_header;

/* What a frame, or what follows from it, breaks; `text` is constant. */
typedef struct crn_fault {
  enum crn_reason reason;
  const char *text;
} crn_fault;

/* What a side says in its HELLO. */
typedef struct crn_hello {
  uint32_t payload_bytes_max;
  uint32_t calls_max;
  uint32_t head_bytes_max;
  uint32_t window_bytes;
  bool speaks_streams;
} crn_hello;

typedef struct crn_goaway {
  uint32_t last_call_id;
  uint32_t reason;
  /* Printable ASCII; "?" stands for any other byte. */
  char text[256];
} crn_goaway;

void crn_put_u32(uint8_t *to, uint32_t value);
uint32_t crn_get_u32(const uint8_t *from);

void crn_header_encode(const crn_header *header, uint8_t bytes[CRN_HEADER_BYTES]);
crn_header crn_header_decode(const uint8_t bytes[CRN_HEADER_BYTES]);

/* Everything that can be known of a server's frame before its payload is there. */
bool crn_header_check(const crn_header *header, uint32_t payload_bytes_max, crn_fault *fault);

/* Returns how many bytes the settings take. */
size_t crn_hello_encode(const crn_hello *hello, uint8_t bytes[CRN_HELLO_BYTES_MAX]);
bool crn_hello_decode(const uint8_t *bytes, size_t count, crn_hello *hello, crn_fault *fault);

/* Returns how many bytes the payload takes; `text` is cut to fit. */
size_t crn_goaway_encode(uint32_t reason, const char *text, uint8_t bytes[8 + CRN_GOAWAY_TEXT_MAX]);

/* `count` is at least 8. */
void crn_goaway_decode(const uint8_t *bytes, size_t count, crn_goaway *goaway);

#endif
