/* The parts without input and output. */
#include "address.h"
#include "frame.h"
#include "head.h"
#include "retry.h"
#include "status.h"
#include "support.h"
#include "text.h"

static void test_header(void) {
  /* The END of docs/wire-protocol.md, section 10. */
  static const uint8_t bytes[] = {0, 0, 0, 0x1D, 5, 0, 0, 0x14, 0, 0, 0, 1};
  crn_header header = crn_header_decode(bytes);
  CHECK(header.payload_bytes == 29 && header.type == CRN_END && header.flags == 0);
  CHECK(header.head_bytes == 20 && header.call_id == 1);
  uint8_t again[CRN_HEADER_BYTES];
  crn_header_encode(&header, again);
  CHECK(memcmp(bytes, again, sizeof bytes) == 0);
}

static void test_header_check(void) {
  static const struct {
    crn_header header;
    bool is_sound;
    enum crn_reason reason;
  } cases[] = {
      {{29, CRN_END, CRN_UNTOUCHED, 20, 1}, true, 0},
      {{29, CRN_END, CRN_LAST, 20, 1}, false, CRN_PROTOCOL_ERROR},
      {{29, CRN_END, 0, 30, 1}, false, CRN_PROTOCOL_ERROR},
      {{29, CRN_END, 0, 20, 0}, false, CRN_PROTOCOL_ERROR},
      {{65537, CRN_END, 0, 0, 1}, false, CRN_FRAME_TOO_LARGE},
      {{0, CRN_MESSAGE, 0, 0, 1}, true, 0},
      {{9, CRN_MESSAGE, CRN_LAST, 0, 1}, false, CRN_PROTOCOL_ERROR},
      {{9, CRN_MESSAGE, 0, 1, 1}, false, CRN_PROTOCOL_ERROR},
      {{4, CRN_WINDOW, 0, 0, 1}, true, 0},
      {{5, CRN_WINDOW, 0, 0, 1}, false, CRN_PROTOCOL_ERROR},
      {{8, CRN_PING, 0, 0, 0}, true, 0},
      {{8, CRN_PING, 0, 0, 1}, false, CRN_PROTOCOL_ERROR},
      {{7, CRN_GOAWAY, 0, 0, 0}, false, CRN_PROTOCOL_ERROR},
      {{8, CRN_GOAWAY, 0, 0, 0}, true, 0},
      {{7, CRN_HELLO, 0, 0, 0}, false, CRN_PROTOCOL_ERROR},
      {{0, CRN_CALL, CRN_LAST, 0, 1}, false, CRN_PROTOCOL_ERROR},
      {{0, CRN_CANCEL, 0, 0, 1}, false, CRN_PROTOCOL_ERROR},
      {{0, 0, 0, 0, 0}, false, CRN_UNKNOWN_FRAME},
      {{0, 10, 0, 0, 0}, false, CRN_UNKNOWN_FRAME},
  };
  for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
    crn_fault fault = {0, NULL};
    CHECK(crn_header_check(&cases[at].header, 65536, &fault) == cases[at].is_sound);
    CHECK(cases[at].is_sound || (fault.reason == cases[at].reason && fault.text != NULL));
  }
}

static void test_hello(void) {
  crn_hello said = {.payload_bytes_max = 4194304, .head_bytes_max = 65535, .window_bytes = 262144, .speaks_streams = true};
  crn_hello heard;
  crn_fault fault;
  uint8_t bytes[CRN_HELLO_BYTES_MAX];
  size_t count = crn_hello_encode(&said, bytes);
  CHECK(count == 24 && crn_hello_decode(bytes, count, &heard, &fault));
  CHECK(heard.payload_bytes_max == 4194304 && heard.head_bytes_max == 65535 && heard.window_bytes == 262144);
  CHECK(heard.speaks_streams && heard.calls_max == 0);
  memcpy(bytes + count, bytes, 6);
  CHECK(!crn_hello_decode(bytes, count + 6, &heard, &fault));
  CHECK(crn_hello_decode(bytes, 0, &heard, &fault) && heard.payload_bytes_max == 65536 && !heard.speaks_streams);
}

static void test_address(void) {
  crn_address address;
  CHECK(crn_address_parse("hub.example:7400", &address) == NULL && !address.is_unix);
  CHECK(strcmp(address.name, "hub.example") == 0 && strcmp(address.port, "7400") == 0);
  CHECK(crn_address_parse("[::1]:7400", &address) == NULL && strcmp(address.name, "::1") == 0);
  CHECK(crn_address_parse("unix:/run/cairn.sock", &address) == NULL && address.is_unix);
  static const char *const wrong[] = {"",      "hub",      ":7400", "hub:",    "hub:0", "hub:65536",
                                      "hub:x", "::1:7400", "unix:", "[]:7400", "hub:7400 "};
  for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) CHECK(crn_address_parse(wrong[at], &address) != NULL);
  char longest[400];
  memset(longest, 'a', sizeof longest);
  memcpy(longest, "unix:", 5);
  longest[sizeof longest - 1] = '\0';
  CHECK(crn_address_parse(longest, &address) != NULL);
  CHECK(crn_address_parse(NULL, &address) != NULL);
}

static void test_retry(void) {
  CHECK(crn_may_repeat(CAIRN_UNAVAILABLE, true, false) && crn_may_repeat(CAIRN_UNAVAILABLE, false, true));
  CHECK(!crn_may_repeat(CAIRN_UNAVAILABLE, false, false));
  CHECK(crn_may_repeat(CAIRN_RESOURCE_EXHAUSTED, true, false) && !crn_may_repeat(CAIRN_RESOURCE_EXHAUSTED, false, true));
  CHECK(!crn_may_repeat(CAIRN_DEADLINE_EXCEEDED, true, true) && !crn_may_repeat(CAIRN_INVALID_ARGUMENT, true, true));
  for (unsigned failures = 1; failures < 100; failures++) {
    int64_t least = crn_pause_us(&crn_call_pause, failures, 1);
    int64_t most = crn_pause_us(&crn_call_pause, failures, 0);
    CHECK(least == most / 2 && most <= crn_call_pause.max_us);
    CHECK(least >= crn_pause_us(&crn_call_pause, failures - 1, 0) / 2);
  }
}

static void test_text(void) {
  CHECK(crn_is_utf8((const uint8_t *)"caf\xC3\xA9 \xF0\x9F\x91\xA7", 10));
  static const char *const wrong[] = {"\x80", "\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF", "a\xC3"};
  for (size_t at = 0; at < sizeof wrong / sizeof wrong[0]; at++) {
    CHECK(!crn_is_utf8((const uint8_t *)wrong[at], strlen(wrong[at])));
  }
}

static void test_head(void) {
  cairn_metadatum piece = {"key-bin", "\x00\xFF", 2};
  CHECK(crn_head_fault("/a.B/C", &piece, 1) == NULL);
  piece.key = "key";
  CHECK(crn_head_fault("/a.B/C", &piece, 1) != NULL);
  piece = (cairn_metadatum){"grpc-x", "v", 1};
  CHECK(crn_head_fault("/a.B/C", &piece, 1) != NULL);
  piece = (cairn_metadatum){"Key", "v", 1};
  CHECK(crn_head_fault("/a.B/C", &piece, 1) != NULL);
  CHECK(crn_head_fault("a.B/C", NULL, 0) != NULL && crn_head_fault(NULL, NULL, 0) != NULL);
}

/* However long what the server said is: a text that is cut ends with a whole character. */
static void test_status(void) {
  char said[400] = "";
  while (strlen(said) < 390) strcat(said, "\xE2\x82\xAC");
  for (size_t before = 0; before < 3; before++) {
    cairn_status status = {.code = CAIRN_OK};
    crn_status_set(&status, CAIRN_UNAVAILABLE, "%.*s%s", (int)before, "ab", said);
    const char *text = cairn_status_message(&status);
    CHECK(strlen(text) > 300 && crn_is_utf8((const uint8_t *)text, strlen(text)));
    crn_status_clear(&status);
  }
}

static void test_id(void) {
  char first[37], second[37];
  CHECK(cairn_new_id(first) && cairn_new_id(second));
  CHECK(strlen(first) == 36 && strspn(first, "0123456789abcdef-") == 36 && strcmp(first, second) != 0);
  CHECK(first[14] == '7' && strchr("89ab", first[19]) != NULL && strncmp(first, second, 8) <= 0);
}

int main(void) {
  test_header();
  test_header_check();
  test_hello();
  test_address();
  test_retry();
  test_text();
  test_head();
  test_status();
  test_id();
  return EXIT_SUCCESS;
}
