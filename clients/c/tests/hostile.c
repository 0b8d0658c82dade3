/* Servers that break the rules, and the rules of sending again. hostile.py listens in the folder CAIRN_HOSTILE. */
#include "support.h"

static cairn_client *client_of(const char *scenario, void (*change)(cairn_options *)) {
  static char address[512];
  snprintf(address, sizeof address, "unix:%s/%s", getenv("CAIRN_HOSTILE"), scenario);
  cairn_options options = CAIRN_OPTIONS_INIT;
  options.address = address;
  options.timeout_ms = 20000;
  options.connect_ms = 20000;
  options.connect_attempts_max = 1;
  if (change != NULL) change(&options);
  cairn_client *client = cairn_client_create(&options, NULL);
  CHECK(client != NULL);
  return client;
}

static cairn_code call(cairn_client *client, bool idempotent, uint32_t timeout_ms) {
  cairn_call_options options = {.idempotent = idempotent, .timeout_ms = timeout_ms};
  uint8_t *answer;
  size_t count;
  cairn_code code = cairn_call(client, "/test.Echo/Echo", "request", 7, &options, &answer, &count);
  CHECK((code == CAIRN_OK) == (answer != NULL));
  CHECK(cairn_status_code(cairn_client_status(client)) == code && cairn_status_message(cairn_client_status(client)) != NULL);
  if (code == CAIRN_OK && count == 7) CHECK(memcmp(answer, "request", 7) == 0);
  cairn_free(answer);
  return code;
}

/* What the message must say: that the rule was seen to be broken, and not just that the server hung up. */
static void test_broken_rules(void) {
  static const struct {
    const char *scenario;
    cairn_code code;
    const char *text;
  } cases[] = {
      {"garbage", CAIRN_UNAVAILABLE, "not Cairn frames"},
      {"http", CAIRN_UNAVAILABLE, "not Cairn frames"},
      {"hello-missing", CAIRN_UNAVAILABLE, "the first frame is hello"},
      {"hello-twice-a-setting", CAIRN_UNAVAILABLE, "a setting comes twice"},
      {"hello-small", CAIRN_UNAVAILABLE, "setting 1"},
      {"hello-odd", CAIRN_UNAVAILABLE, "not of its type's form"},
      {"hello-large-window", CAIRN_UNAVAILABLE, "setting 4"},
      {"not-admitted", CAIRN_UNAUTHENTICATED, "told to"},
      {"too-many", CAIRN_UNAVAILABLE, "told to"},
      {"hello-again", CAIRN_UNAVAILABLE, "hello comes once"},
      {"oversize", CAIRN_UNAVAILABLE, "larger than was announced"},
      {"long-head", CAIRN_UNAVAILABLE, "longer than it may be"},
      {"end-unknown", CAIRN_UNAVAILABLE, "end: the call is not under way"},
      {"message-unknown", CAIRN_UNAVAILABLE, "message: the call is not under way"},
      {"window-unknown", CAIRN_UNAVAILABLE, "window: the call is not under way"},
      {"message-to-unary", CAIRN_UNAVAILABLE, "streams no responses"},
      {"window-to-unary", CAIRN_UNAVAILABLE, "streams no requests"},
      {"call-from-server", CAIRN_UNAVAILABLE, "from a client alone"},
      {"unknown-frame", CAIRN_UNAVAILABLE, "type is not known"},
      {"bad-flags", CAIRN_UNAVAILABLE, "a flag is not known"},
      {"trailer-garbage", CAIRN_UNAVAILABLE, "trailer cannot be read"},
      {"trailer-no-text", CAIRN_UNAVAILABLE, "trailer cannot be read"},
      {"short-goaway", CAIRN_UNAVAILABLE, "not of its type's form"},
      {"random-frames", CAIRN_UNAVAILABLE, "broke the protocol"},
      {"truncated", CAIRN_UNAVAILABLE, "hung up"},
      {"no-such-socket", CAIRN_UNAVAILABLE, "cannot connect"},
      {"code-unknown", CAIRN_UNKNOWN, "said so"},
      {"trickle", CAIRN_OK, ""},
      {"largest", CAIRN_OK, ""},
      {"empty", CAIRN_OK, ""},
  };
  for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
    cairn_client *client = client_of(cases[at].scenario, NULL);
    cairn_code code = call(client, false, 0);
    const char *message = cairn_status_message(cairn_client_status(client));
    if (code != cases[at].code || strstr(message, cases[at].text) == NULL) {
      fprintf(stderr, "%s: %s: %s\n", cases[at].scenario, cairn_code_name(code), message);
    }
    CHECK(code == cases[at].code && strstr(message, cases[at].text) != NULL);
    cairn_client_destroy(client);
  }
}

static void soon_silent(cairn_options *options) { options->silence_ms = 1000; }
static void soon_connected(cairn_options *options) { options->connect_ms = 200; }
static void keep_connecting(cairn_options *options) { options->connect_attempts_max = 0; }

static void test_time(void) {
  static const char *const storms[] = {"ping-storm", "pong-storm", "still"};
  for (size_t at = 0; at < sizeof storms / sizeof storms[0]; at++) {
    cairn_client *client = client_of(storms[at], NULL);
    int64_t begun = now_ms();
    cairn_code code = call(client, true, 500);
    CHECK(code == CAIRN_DEADLINE_EXCEEDED || code == CAIRN_UNAVAILABLE);
    CHECK(now_ms() - begun < 15000);
    cairn_client_destroy(client);
  }
  cairn_client *client = client_of("no-calls", NULL);
  CHECK(call(client, true, 1000) == CAIRN_RESOURCE_EXHAUSTED && cairn_status_is_untouched(cairn_client_status(client)));
  cairn_client_destroy(client);

  client = client_of("mute", soon_connected);
  CHECK(call(client, true, 0) == CAIRN_UNAVAILABLE && cairn_status_is_untouched(cairn_client_status(client)));
  cairn_client_destroy(client);

  client = client_of("still", soon_silent);
  int64_t begun = now_ms();
  CHECK(call(client, false, 0) == CAIRN_UNAVAILABLE && now_ms() - begun < 15000);
  CHECK(strstr(cairn_status_message(cairn_client_status(client)), "silent") != NULL);
  CHECK(!cairn_status_is_untouched(cairn_client_status(client)));
  cairn_client_destroy(client);

  client = client_of("no-such-socket", keep_connecting);
  begun = now_ms();
  CHECK(call(client, false, 700) == CAIRN_UNAVAILABLE && now_ms() - begun < 15000);
  CHECK(cairn_status_is_untouched(cairn_client_status(client)));
  cairn_client_destroy(client);
}

/* What is sent again, and what is not. Each scenario answers the first attempt badly and then well. */
static void test_sending_again(void) {
  static const struct {
    const char *scenario;
    bool idempotent;
    cairn_code code;
  } cases[] = {
      {"goaway-then-works", false, CAIRN_OK},
      {"exhausted-then-works", false, CAIRN_OK},
      {"unavailable-then-works", false, CAIRN_UNAVAILABLE},
      {"lost-then-works", false, CAIRN_UNAVAILABLE},
      {"lost-once", true, CAIRN_OK},
      {"unavailable-once", true, CAIRN_OK},
      {"aborted", true, CAIRN_ABORTED},
  };
  for (size_t at = 0; at < sizeof cases / sizeof cases[0]; at++) {
    cairn_client *client = client_of(cases[at].scenario, NULL);
    CHECK(call(client, cases[at].idempotent, 0) == cases[at].code);
    if (cases[at].code == CAIRN_UNAVAILABLE) CHECK(!cairn_status_is_untouched(cairn_client_status(client)));
    CHECK(call(client, false, 0) == CAIRN_OK);
    cairn_client_destroy(client);
  }
  /* What was lost is why, however the deadline ends what comes after it: in a pause, before a hello, or before an answer. */
  static const char *const losses[] = {"lost-always", "lost-then-mute", "lost-then-still"};
  for (size_t at = 0; at < sizeof losses / sizeof losses[0]; at++) {
    cairn_client *client = client_of(losses[at], NULL);
    int64_t begun = now_ms();
    cairn_code code = call(client, true, 2000);
    CHECK(code == CAIRN_UNAVAILABLE || code == CAIRN_DEADLINE_EXCEEDED);
    CHECK(strstr(cairn_status_message(cairn_client_status(client)), "hung up") != NULL);
    CHECK(!cairn_status_is_untouched(cairn_client_status(client)));
    CHECK(now_ms() - begun > 200 && now_ms() - begun < 15000);
    cairn_client_destroy(client);
  }
  /* The last attempt was not begun with; the first may have been. */
  cairn_client *client = client_of("lost-then-refused", NULL);
  CHECK(call(client, true, 0) == CAIRN_UNAVAILABLE && !cairn_status_is_untouched(cairn_client_status(client)));
  CHECK(call(client, false, 0) == CAIRN_UNAVAILABLE && cairn_status_is_untouched(cairn_client_status(client)));
  cairn_client_destroy(client);
  /* What a server does to a connection between calls is no call's failure. */
  client = client_of("end-twice", NULL);
  CHECK(call(client, false, 0) == CAIRN_OK && call(client, false, 0) == CAIRN_OK);
  cairn_client_destroy(client);
  client = client_of("idle-close", NULL);
  for (int round = 0; round < 6; round++) CHECK(call(client, false, 0) == CAIRN_OK);
  cairn_client_destroy(client);
}

static void test_cancel(void) {
  cairn_client *client = client_of("expects-cancel", NULL);
  CHECK(call(client, true, 1000) == CAIRN_DEADLINE_EXCEEDED);
  CHECK(call(client, false, 0) == CAIRN_OK);
  cairn_client_destroy(client);

  client = client_of("expects-cancel", NULL);
  cairn_stream *stream;
  CHECK(cairn_open(client, CAIRN_STREAMS_BOTH, "/test.Stream/Echo", NULL, 0, NULL, &stream) == CAIRN_OK);
  cairn_stream_free(stream);
  CHECK(call(client, false, 0) == CAIRN_OK);
  cairn_client_destroy(client);
}

int main(void) {
  CHECK(getenv("CAIRN_HOSTILE") != NULL);
  test_broken_rules();
  test_time();
  test_sending_again();
  test_cancel();
  return EXIT_SUCCESS;
}
