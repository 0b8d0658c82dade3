/* Calls that stream, as the caller uses them. */
#include <stdlib.h>

#include "client.h"
#include "clock.h"

/* Of output: messages wait until less than this is left. */
#define OUT_BYTES_MAX 262144u

static const cairn_call_options default_options = CAIRN_CALL_OPTIONS_INIT;

cairn_code cairn_open(cairn_client *client, cairn_kind kind, const char *path, const void *request,
                      size_t request_bytes, const cairn_call_options *options, cairn_stream **stream) {
  if (options == NULL) options = &default_options;
  *stream = NULL;
  crn_status_clear(&client->status);
  cairn_stream *opened = calloc(1, sizeof *opened);
  if (opened == NULL) {
    crn_status_set(&client->status, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for a stream");
    client->status.is_untouched = true;
    return CAIRN_RESOURCE_EXHAUSTED;
  }
  opened->kind = kind;
  opened->deadline = options->timeout_ms == 0 ? CRN_NEVER : crn_after_ms(options->timeout_ms);
  int64_t send_by = crn_earlier(opened->deadline, crn_after_ms(client->options.timeout_ms));
  bool is_sent = false;
  if (crn_client_begin(client, opened, path, request, request_bytes, options, send_by)) {
    crn_connection_flush(opened->connection);
    while (opened->connection != NULL && opened->connection->written < opened->call_end && crn_now() < send_by) {
      crn_stream_pump(opened, send_by);
    }
    /* One that has ended already was sent, or its status says that it was not. */
    is_sent = opened->connection == NULL ? !opened->status.is_untouched
                                         : opened->connection->written >= opened->call_end;
    if (!is_sent) crn_stream_abandon(opened, CAIRN_DEADLINE_EXCEEDED, "not sent before the deadline");
  }
  if (!is_sent) {
    crn_status_move(&client->status, &opened->status);
    cairn_stream_free(opened);
    return client->status.code;
  }
  *stream = opened;
  return CAIRN_OK;
}

static bool may_send(const cairn_stream *stream) {
  return stream->connection != NULL && crn_sends(stream) && !stream->has_finished_sending &&
         stream->credit_to_send > 0 && crn_buffer_count(&stream->connection->out) < OUT_BYTES_MAX;
}

static unsigned ready(const cairn_stream *stream, unsigned what) {
  if (stream->connection == NULL && stream->first == NULL) return what;
  unsigned can = (may_send(stream) || stream->connection == NULL ? CAIRN_CAN_SEND : 0) |
                 (stream->first != NULL ? CAIRN_CAN_RECEIVE : 0);
  return can & what;
}

unsigned cairn_stream_wait(cairn_stream *stream, unsigned what, uint32_t wait_ms) {
  int64_t until = crn_after_ms(wait_ms);
  for (bool has_looked = false;; has_looked = true) {
    unsigned can = ready(stream, what);
    if (can != 0 || (has_looked && crn_now() >= until)) return can;
    crn_stream_pump(stream, until);
  }
}

static cairn_outcome fail(cairn_stream *stream, cairn_code code, const char *why) {
  crn_status_set(&stream->client->status, code, "%s", why);
  return CAIRN_FAILED;
}

cairn_outcome cairn_stream_send(cairn_stream *stream, const void *message, size_t message_bytes, uint32_t wait_ms) {
  if (!crn_sends(stream)) return fail(stream, CAIRN_FAILED_PRECONDITION, "the call streams no requests");
  if (stream->has_finished_sending) return fail(stream, CAIRN_FAILED_PRECONDITION, "sending was finished");
  if (stream->connection == NULL) return CAIRN_ENDED;
  if (message_bytes > stream->connection->server.payload_bytes_max) {
    return fail(stream, CAIRN_RESOURCE_EXHAUSTED, "the message is larger than the server takes");
  }
  if (cairn_stream_wait(stream, CAIRN_CAN_SEND, wait_ms) == 0) return CAIRN_NOT_YET;
  crn_connection *connection = stream->connection;
  if (connection == NULL) return CAIRN_ENDED;
  stream->credit_to_send -= (int64_t)message_bytes + CRN_HEADER_BYTES;
  if (!crn_connection_queue(connection, CRN_MESSAGE, 0, stream->id, NULL, 0, message, message_bytes)) return CAIRN_ENDED;
  crn_connection_flush(connection);
  return CAIRN_DONE;
}

cairn_outcome cairn_stream_finish_sending(cairn_stream *stream) {
  crn_connection *connection = stream->connection;
  if (connection == NULL) return CAIRN_ENDED;
  if (!crn_sends(stream) || stream->has_finished_sending) return CAIRN_DONE;
  stream->has_finished_sending = true;
  if (!crn_connection_queue(connection, CRN_MESSAGE, CRN_LAST, stream->id, NULL, 0, NULL, 0)) return CAIRN_ENDED;
  crn_connection_flush(connection);
  return CAIRN_DONE;
}

cairn_outcome cairn_stream_receive(cairn_stream *stream, uint32_t wait_ms, uint8_t **message, size_t *message_bytes) {
  *message = NULL;
  *message_bytes = 0;
  if (cairn_stream_wait(stream, CAIRN_CAN_RECEIVE, wait_ms) == 0) return CAIRN_NOT_YET;
  crn_held *held = crn_stream_take(stream);
  if (held == NULL) return CAIRN_ENDED;
  *message = held->bytes;
  *message_bytes = held->count;
  free(held);
  return CAIRN_DONE;
}

void cairn_stream_cancel(cairn_stream *stream) {
  crn_connection *connection = stream->connection;
  if (connection == NULL) return;
  crn_stream_abandon(stream, CAIRN_CANCELLED, "the caller gave up");
  crn_stream_drop_held(stream);
  crn_connection_flush(connection);
}

const cairn_status *cairn_stream_status(const cairn_stream *stream) { return &stream->status; }

void cairn_stream_free(cairn_stream *stream) {
  if (stream == NULL) return;
  cairn_stream_cancel(stream);
  crn_stream_drop_held(stream);
  crn_status_clear(&stream->status);
  free(stream);
}
