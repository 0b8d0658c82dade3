/* Unary calls, sent again as far as that does no harm. */
#include <stdlib.h>

#include "client.h"
#include "clock.h"
#include "random.h"
#include "retry.h"

static const cairn_call_options default_options = CAIRN_CALL_OPTIONS_INIT;

/* Sends the call once and waits for its end. Whether the connection took it. */
static bool attempt(cairn_client *client, cairn_stream *stream, const char *path, const void *request,
                    size_t request_bytes, const cairn_call_options *options) {
  if (!crn_client_begin(client, stream, path, request, request_bytes, options, stream->deadline)) return stream->id != 0;
  while (stream->connection != NULL) crn_stream_pump(stream, CRN_NEVER);
  return true;
}

/* When to send the call again; CRN_NEVER if that is not to be. */
static int64_t next_attempt(const cairn_status *status, bool is_idempotent, unsigned failures, int64_t deadline) {
  if (!crn_may_repeat(status->code, status->is_untouched, is_idempotent)) return CRN_NEVER;
  int64_t pause = crn_pause_us(&crn_call_pause, failures, crn_chance());
  int64_t asked = cairn_status_retry_delay_us(status);
  int64_t at = crn_now() + (asked > pause ? asked : pause);
  return at < deadline ? at : CRN_NEVER;
}

/* That time is over says little, and so does a connection that did not come about: what the attempt before came to is why. */
static void explain(cairn_status *status, bool was_sent, const cairn_status *before) {
  if ((was_sent && status->code != CAIRN_DEADLINE_EXCEEDED) || before->code == CAIRN_OK) return;
  bool is_untouched = status->is_untouched;
  crn_status_set(status, status->code, "%s; before that: %s", cairn_status_message(status), cairn_status_message(before));
  status->is_untouched = is_untouched;
}

cairn_code cairn_call(cairn_client *client, const char *path, const void *request, size_t request_bytes,
                      const cairn_call_options *options, uint8_t **response, size_t *response_bytes) {
  if (options == NULL) options = &default_options;
  int64_t deadline = crn_after_ms(options->timeout_ms == 0 ? client->options.timeout_ms : options->timeout_ms);
  bool may_have_begun = false;
  *response = NULL;
  *response_bytes = 0;
  crn_status_clear(&client->status);
  for (unsigned failures = 1;; failures++) {
    cairn_stream stream = {.kind = CAIRN_UNARY, .deadline = deadline};
    bool was_sent = attempt(client, &stream, path, request, request_bytes, options);
    may_have_begun = may_have_begun || !stream.status.is_untouched;
    explain(&stream.status, was_sent, &client->status);
    crn_status_move(&client->status, &stream.status);
    if (client->status.code == CAIRN_OK) {
      crn_held *held = crn_stream_take(&stream);
      *response = held->bytes;
      *response_bytes = held->count;
      free(held);
      return CAIRN_OK;
    }
    crn_stream_drop_held(&stream);
    int64_t again = was_sent ? next_attempt(&client->status, options->idempotent, failures, deadline) : CRN_NEVER;
    if (again == CRN_NEVER) break;
    crn_sleep_until(again);
  }
  client->status.is_untouched = client->status.is_untouched && !may_have_begun;
  return client->status.code;
}
