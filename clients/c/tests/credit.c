/* Credit, to the byte, and streams of servers that break the rules. hostile.py listens in the folder CAIRN_HOSTILE. */
#include "support.h"

static cairn_client *client_of(const char *scenario) {
  static char address[512];
  snprintf(address, sizeof address, "unix:%s/%s", getenv("CAIRN_HOSTILE"), scenario);
  cairn_options options = CAIRN_OPTIONS_INIT;
  options.address = address;
  options.window_bytes = 100;
  options.connect_attempts_max = 1;
  cairn_client *client = cairn_client_create(&options, NULL);
  CHECK(client != NULL);
  return client;
}

static cairn_stream *open_stream(cairn_client *client) {
  cairn_stream *stream;
  CHECK(cairn_open(client, CAIRN_STREAMS_BOTH, "/test.Stream/Echo", NULL, 0, NULL, &stream) == CAIRN_OK);
  CHECK_CODE(cairn_stream_status(stream), CAIRN_OK);
  return stream;
}

/* Messages of 0 to 1,000 bytes through windows of 100, in both directions. The server checks each byte of credit. */
static void test_echo(void) {
  cairn_client *client = client_of("strict-echo");
  cairn_stream *stream = open_stream(client);
  uint8_t sent_bytes[1000];
  size_t sent = 0, received = 0, total = 500;
  memset(sent_bytes, 'm', sizeof sent_bytes);
  while (received < total) {
    if (sent < total) {
      cairn_outcome outcome = cairn_stream_send(stream, sent_bytes, sent * 37 % sizeof sent_bytes, 0);
      CHECK(outcome == CAIRN_DONE || outcome == CAIRN_NOT_YET);
      sent += outcome == CAIRN_DONE ? 1 : 0;
      if (sent == total) CHECK(cairn_stream_finish_sending(stream) == CAIRN_DONE);
      if (outcome == CAIRN_DONE) continue;
    }
    CHECK(cairn_stream_wait(stream, (sent < total ? CAIRN_CAN_SEND : 0) | CAIRN_CAN_RECEIVE, 10000) != 0);
    uint8_t *bytes;
    size_t count;
    cairn_outcome outcome = cairn_stream_receive(stream, 0, &bytes, &count);
    CHECK(outcome == CAIRN_DONE || outcome == CAIRN_NOT_YET);
    if (outcome == CAIRN_NOT_YET) continue;
    CHECK(count == received * 37 % sizeof sent_bytes && (count == 0 || memcmp(bytes, sent_bytes, count) == 0));
    received += 1;
    cairn_free(bytes);
  }
  CHECK(cairn_stream_send(stream, "", 0, 0) == CAIRN_FAILED);
  uint8_t *bytes;
  size_t count;
  CHECK(cairn_stream_receive(stream, 10000, &bytes, &count) == CAIRN_ENDED);
  CHECK_CODE(cairn_stream_status(stream), CAIRN_OK);
  cairn_stream_free(stream);
  CHECK(cairn_ping(client, 0, NULL) == CAIRN_OK);
  cairn_client_destroy(client);
}

static void test_broken_rules(void) {
  static const struct {
    const char *scenario;
    const char *text;
  } cases[] = {
      {"window-nothing", "gives nothing"},
      {"window-too-much", "too much credit"},
      {"without-credit", "without credit"},
      {"end-with-message", "without a message in the frame"},
      {"end-unknown", "not under way"},
      {"oversize", "larger than was announced"},
      {"truncated", "hung up"},
      {"lost-always", "hung up"},
  };
  for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
    cairn_client *client = client_of(cases[at].scenario);
    cairn_stream *stream = open_stream(client);
    uint8_t *bytes;
    size_t count;
    cairn_outcome outcome;
    while ((outcome = cairn_stream_receive(stream, 10000, &bytes, &count)) == CAIRN_DONE) cairn_free(bytes);
    CHECK(outcome == CAIRN_ENDED);
    CHECK_CODE(cairn_stream_status(stream), CAIRN_UNAVAILABLE);
    CHECK(strstr(cairn_status_message(cairn_stream_status(stream)), cases[at].text) != NULL);
    CHECK(cairn_stream_send(stream, "m", 1, 0) == CAIRN_ENDED);
    CHECK(cairn_stream_wait(stream, CAIRN_CAN_SEND | CAIRN_CAN_RECEIVE, 0) == (CAIRN_CAN_SEND | CAIRN_CAN_RECEIVE));
    cairn_stream_free(stream);
    cairn_client_destroy(client);
  }
  /* What comes after the end breaks the connection, not the stream that has ended. */
  cairn_client *client = client_of("after-end");
  cairn_stream *stream = open_stream(client);
  uint8_t *bytes;
  size_t count;
  CHECK(cairn_stream_receive(stream, 10000, &bytes, &count) == CAIRN_ENDED);
  CHECK_CODE(cairn_stream_status(stream), CAIRN_OK);
  cairn_stream_free(stream);
  cairn_client_destroy(client);
}

/* A server that goes away: its stream goes on where it is, the next call goes elsewhere. */
static void test_leaving(void) {
  cairn_client *client = client_of("leaves-with-streams");
  cairn_stream *stream = open_stream(client);
  uint8_t *bytes;
  size_t count;
  CHECK(cairn_stream_receive(stream, 10000, &bytes, &count) == CAIRN_DONE && count == 6);
  cairn_free(bytes);
  CHECK(cairn_call(client, "/test.Echo/Echo", "elsewhere", 9, NULL, &bytes, &count) == CAIRN_OK && count == 9);
  cairn_free(bytes);
  CHECK(cairn_stream_receive(stream, 10000, &bytes, &count) == CAIRN_DONE && count == 5);
  cairn_free(bytes);
  CHECK(cairn_stream_receive(stream, 10000, &bytes, &count) == CAIRN_ENDED);
  CHECK_CODE(cairn_stream_status(stream), CAIRN_OK);
  cairn_stream_free(stream);
  CHECK(cairn_ping(client, 0, NULL) == CAIRN_OK);
  /* A client may go before its streams. */
  CHECK(cairn_open(client, CAIRN_UNARY, "/test.Echo/Echo", "x", 1, NULL, &stream) == CAIRN_OK);
  cairn_client_destroy(client);
  CHECK(cairn_stream_receive(stream, 0, &bytes, &count) == CAIRN_ENDED);
  cairn_stream_free(stream);
}

int main(void) {
  CHECK(getenv("CAIRN_HOSTILE") != NULL);
  test_echo();
  test_broken_rules();
  test_leaving();
  return EXIT_SUCCESS;
}
