/* No memory: each allocation of the client's own code fails once, in turn, and whatever it was for ends with an error and
   without a leak. hostile.py listens in the folder CAIRN_HOSTILE. Linked so that the client's allocations come here. */
#include "support.h"

void *__real_malloc(size_t count);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t count);
void *__wrap_malloc(size_t count);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *memory, size_t count);

/* Until the one that fails; 0: none does. */
static long allocations_left;
static bool has_failed;

static bool fails(void) {
  if (allocations_left == 0 || --allocations_left > 0) return false;
  has_failed = true;
  return true;
}

void *__wrap_malloc(size_t count) { return fails() ? NULL : __real_malloc(count); }
void *__wrap_calloc(size_t count, size_t size) { return fails() ? NULL : __real_calloc(count, size); }
void *__wrap_realloc(void *memory, size_t count) { return fails() ? NULL : __real_realloc(memory, count); }

/* Everything once; whether all of it was done. */
static bool use(const char *address) {
  cairn_options options = CAIRN_OPTIONS_INIT;
  options.address = address;
  options.identity = "unused on a Unix socket";
  options.connect_attempts_max = 1;
  cairn_client *client = cairn_client_create(&options, NULL);
  if (client == NULL) return false;
  uint8_t *bytes;
  size_t count;
  bool is_done = cairn_ping(client, 0, NULL) == CAIRN_OK;
  is_done = cairn_call(client, "/test.Echo/Echo", "request", 7, NULL, &bytes, &count) == CAIRN_OK && is_done;
  cairn_free(bytes);
  ProtobufCMessage *message;
  Cairn__V1__QueryContext context = CAIRN__V1__QUERY_CONTEXT__INIT;
  context.purpose = "purpose";
  is_done = cairn_call_message(client, "/test.Echo/Echo", &context.base, &cairn__v1__query_context__descriptor, NULL,
                               &message) == CAIRN_OK && is_done;
  if (message != NULL) protobuf_c_message_free_unpacked(message, NULL);
  cairn_stream *stream;
  if (cairn_open_message(client, CAIRN_UNARY, "/test.Echo/Echo", &context.base, NULL, &stream) == CAIRN_OK) {
    is_done = cairn_stream_receive_message(stream, &cairn__v1__query_context__descriptor, 10000, &message) == CAIRN_DONE && is_done;
    if (message != NULL) protobuf_c_message_free_unpacked(message, NULL);
    cairn_stream_free(stream);
  } else {
    is_done = false;
  }
  cairn_client_destroy(client);
  return is_done;
}

int main(void) {
  char address[512];
  CHECK(getenv("CAIRN_HOSTILE") != NULL);
  snprintf(address, sizeof address, "unix:%s/echo", getenv("CAIRN_HOSTILE"));
  CHECK(use(address));
  long count = 0;
  do {
    has_failed = false;
    allocations_left = ++count;
    bool is_done = use(address);
    allocations_left = 0;
    CHECK(is_done || has_failed);
  } while (has_failed);
  CHECK(count > 10);
  return EXIT_SUCCESS;
}
