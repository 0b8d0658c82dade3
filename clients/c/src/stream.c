/* The part of a call that is the same for all kinds. */
#include "stream.h"

#include <stdlib.h>
#include <string.h>

#include "client.h"
#include "clock.h"
#include "head.h"

static const uint64_t never_written = UINT64_MAX;

static bool refuse(cairn_stream *stream, cairn_code code, const char *why) {
  crn_status_set(&stream->status, code, "%s", why);
  stream->status.is_untouched = true;
  return false;
}

static bool queue_call(cairn_stream *stream, crn_connection *connection, const crn_buffer *head, const void *request,
                       size_t request_bytes) {
  const crn_hello *server = &connection->server;
  size_t head_bytes = crn_buffer_count(head);
  if (stream->kind != CAIRN_UNARY && !server->speaks_streams) {
    return refuse(stream, CAIRN_UNIMPLEMENTED, "the server does not speak streams");
  }
  if (head_bytes > server->head_bytes_max || head_bytes > CRN_HEAD_BYTES_MAX) {
    return refuse(stream, CAIRN_RESOURCE_EXHAUSTED, "path and metadata are larger than the server takes");
  }
  if (request_bytes > server->payload_bytes_max || head_bytes + request_bytes > server->payload_bytes_max) {
    return refuse(stream, CAIRN_RESOURCE_EXHAUSTED, "the request is larger than the server takes");
  }
  stream->call_end = never_written;
  stream->id = crn_connection_add(connection, stream);
  if (stream->id == 0) return refuse(stream, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for a call");
  stream->connection = connection;
  stream->credit_to_send = server->window_bytes;
  stream->credit_to_receive = connection->client.window_bytes;
  uint8_t flags = crn_sends(stream) ? 0 : CRN_LAST;
  /* If this loses the connection, it ends the stream too. */
  if (!crn_connection_queue(connection, CRN_CALL, flags, stream->id, crn_buffer_front(head), head_bytes, request,
                            request_bytes)) {
    return false;
  }
  stream->call_end = connection->queued;
  return true;
}

bool crn_stream_begin(cairn_stream *stream, crn_connection *connection, const char *path, const void *request,
                      size_t request_bytes, const cairn_call_options *options) {
  uint64_t timeout_us = 0;
  if (stream->deadline != CRN_NEVER) {
    int64_t left = stream->deadline - crn_now();
    timeout_us = left > 0 ? (uint64_t)left : 1;
  }
  crn_buffer head = {0};
  bool is_queued;
  if (crn_head_pack(&head, path, timeout_us, options->metadata, options->metadata_count)) {
    is_queued = queue_call(stream, connection, &head, request, request_bytes);
  } else {
    is_queued = refuse(stream, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for a call");
  }
  crn_buffer_free(&head);
  return is_queued;
}

void crn_stream_pump(cairn_stream *stream, int64_t until) {
  crn_connection_pump(stream->connection, crn_earlier(until, stream->deadline));
  if (stream->connection != NULL && crn_now() >= stream->deadline) {
    crn_stream_abandon(stream, CAIRN_DEADLINE_EXCEEDED, "no answer before the deadline");
  }
}

bool crn_stream_hold(cairn_stream *stream, const uint8_t *bytes, size_t count) {
  crn_held *held = malloc(sizeof *held);
  /* One byte more, so that a message of no bytes has an address too. */
  uint8_t *copy = malloc(count + 1);
  if (held == NULL || copy == NULL) {
    free(held);
    free(copy);
    return false;
  }
  if (count > 0) memcpy(copy, bytes, count);
  *held = (crn_held){NULL, copy, count};
  if (stream->last == NULL) {
    stream->first = held;
  } else {
    stream->last->next = held;
  }
  stream->last = held;
  return true;
}

/* Gives credit back once half of the window was taken, so that a WINDOW goes for many messages. */
static void give_credit(cairn_stream *stream, size_t count) {
  crn_connection *connection = stream->connection;
  if (connection == NULL || !crn_receives(stream)) return;
  stream->taken += (int64_t)count + CRN_HEADER_BYTES;
  if (stream->taken < (int64_t)connection->client.window_bytes / 2) return;
  uint8_t credit[4];
  crn_put_u32(credit, (uint32_t)stream->taken);
  stream->credit_to_receive += stream->taken;
  stream->taken = 0;
  if (crn_connection_queue(connection, CRN_WINDOW, 0, stream->id, NULL, 0, credit, sizeof credit)) {
    crn_connection_flush(connection);
  }
}

crn_held *crn_stream_take(cairn_stream *stream) {
  crn_held *held = stream->first;
  if (held == NULL) return NULL;
  stream->first = held->next;
  if (stream->first == NULL) stream->last = NULL;
  give_credit(stream, held->count);
  return held;
}

void crn_held_free(crn_held *held) {
  if (held == NULL) return;
  free(held->bytes);
  free(held);
}

void crn_stream_drop_held(cairn_stream *stream) {
  while (stream->first != NULL) {
    crn_held *held = stream->first;
    stream->first = held->next;
    crn_held_free(held);
  }
  stream->last = NULL;
}

void crn_stream_detach(cairn_stream *stream) { stream->connection = NULL; }

void crn_stream_abandon(cairn_stream *stream, cairn_code code, const char *why) {
  crn_connection *connection = stream->connection;
  if (connection == NULL) return;
  crn_entry *entry = crn_connection_find(connection, stream->id);
  if (entry != NULL) entry->stream = NULL;
  crn_stream_detach(stream);
  crn_status_set(&stream->status, code, "%s", why);
  crn_connection_queue(connection, CRN_CANCEL, 0, stream->id, NULL, 0, NULL, 0);
}
