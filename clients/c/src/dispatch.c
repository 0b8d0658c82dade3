/* What each frame of the server does. */
#include <string.h>

#include "connection.h"
#include "stream.h"

typedef struct crn_frame {
  crn_header header;
  const uint8_t *payload;
} crn_frame;

static const char *act_on_hello(crn_connection *connection, const crn_frame *frame) {
  if (connection->has_hello) return "hello comes once";
  crn_fault fault;
  if (!crn_hello_decode(frame->payload, frame->header.payload_bytes, &connection->server, &fault)) return fault.text;
  connection->has_hello = true;
  return NULL;
}

static const char *act_on_message(crn_connection *connection, const crn_frame *frame) {
  crn_entry *entry = crn_connection_find(connection, frame->header.call_id);
  if (entry == NULL) return "message: the call is not under way";
  cairn_stream *stream = entry->stream;
  if (stream == NULL) return NULL;
  if (!crn_receives(stream)) return "message: the call streams no responses";
  if (stream->credit_to_receive <= 0) return "message: without credit";
  stream->credit_to_receive -= (int64_t)frame->header.payload_bytes + CRN_HEADER_BYTES;
  if (!crn_stream_hold(stream, frame->payload, frame->header.payload_bytes)) {
    crn_stream_abandon(stream, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for a message");
  }
  return NULL;
}

static const char *act_on_window(crn_connection *connection, const crn_frame *frame) {
  crn_entry *entry = crn_connection_find(connection, frame->header.call_id);
  if (entry == NULL) return "window: the call is not under way";
  cairn_stream *stream = entry->stream;
  if (stream == NULL) return NULL;
  if (!crn_sends(stream)) return "window: the call streams no requests";
  uint32_t credit = crn_get_u32(frame->payload);
  if (credit == 0) return "window: gives nothing";
  if (stream->credit_to_send + (int64_t)credit > CRN_CREDIT_MAX) return "window: too much credit";
  stream->credit_to_send += credit;
  return NULL;
}

static const char *act_on_end(crn_connection *connection, const crn_frame *frame) {
  crn_entry *entry = crn_connection_find(connection, frame->header.call_id);
  if (entry == NULL) return "end: the call is not under way";
  cairn_stream *stream = entry->stream;
  if (stream == NULL) {
    crn_connection_remove(connection, entry);
    return NULL;
  }
  size_t head_bytes = frame->header.head_bytes;
  bool is_untouched = (frame->header.flags & CRN_UNTOUCHED) != 0;
  if (head_bytes == 0) {
    crn_status_clear(&stream->status);
  } else if (!crn_status_read(&stream->status, frame->payload, head_bytes, is_untouched)) {
    return "end: the trailer cannot be read";
  }
  size_t count = frame->header.payload_bytes - head_bytes;
  if (stream->status.code == CAIRN_OK) {
    if (!crn_receives(stream)) {
      if (!crn_stream_hold(stream, frame->payload + head_bytes, count)) {
        crn_status_set(&stream->status, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for the answer");
      }
    } else if (count > 0) {
      return "end: a stream of responses ends without a message in the frame";
    }
  }
  crn_connection_remove(connection, entry);
  crn_stream_detach(stream);
  return NULL;
}

/* Ends the calls above the last that the server accepted: it did not begin with them and will not. */
static void end_untouched(crn_connection *connection) {
  size_t count = connection->entry_count;
  while (count > 0 && connection->entries[count - 1].id > connection->goaway.last_call_id) {
    cairn_stream *stream = connection->entries[--count].stream;
    if (stream == NULL) continue;
    crn_status_set(&stream->status, CAIRN_UNAVAILABLE, "the server goes away: %s", connection->goaway.text);
    stream->status.is_untouched = true;
    crn_stream_detach(stream);
  }
  connection->entry_count = count;
}

static void act_on_goaway(crn_connection *connection, const crn_frame *frame) {
  crn_goaway_decode(frame->payload, frame->header.payload_bytes, &connection->goaway);
  if (connection->goaway.text[0] == '\0') strcpy(connection->goaway.text, "the server closed the connection");
  connection->is_going_away = true;
  end_untouched(connection);
  if (connection->goaway.reason == CRN_SHUTDOWN) return;
  bool is_admitted = connection->goaway.reason != CRN_NOT_ADMITTED;
  crn_connection_lose(connection, is_admitted ? CAIRN_UNAVAILABLE : CAIRN_UNAUTHENTICATED, connection->goaway.text);
}

static void act(crn_connection *connection, const crn_frame *frame) {
  const char *broken = NULL;
  switch (frame->header.type) {
    case CRN_HELLO: broken = act_on_hello(connection, frame); break;
    case CRN_MESSAGE: broken = act_on_message(connection, frame); break;
    case CRN_WINDOW: broken = act_on_window(connection, frame); break;
    case CRN_END: broken = act_on_end(connection, frame); break;
    case CRN_PING: crn_connection_queue(connection, CRN_PONG, 0, 0, NULL, 0, frame->payload, 8); break;
    case CRN_PONG: {
      uint64_t number = (uint64_t)crn_get_u32(frame->payload) << 32 | crn_get_u32(frame->payload + 4);
      if (number <= connection->ping_count && number > connection->pong_count) connection->pong_count = number;
      break;
    }
    case CRN_GOAWAY: act_on_goaway(connection, frame); break;
    default: break;
  }
  if (broken != NULL) crn_connection_fault(connection, (crn_fault){CRN_PROTOCOL_ERROR, broken});
}

/* Whether the preface has come. */
static bool read_preface(crn_connection *connection) {
  size_t count = crn_buffer_count(&connection->in);
  if (count > CRN_PREFACE_BYTES) count = CRN_PREFACE_BYTES;
  if (memcmp(crn_buffer_front(&connection->in), CRN_PREFACE, count) != 0) {
    crn_connection_fault(connection, (crn_fault){CRN_UNKNOWN_PROTOCOL, "not Cairn frames, version 1"});
    return false;
  }
  if (count < CRN_PREFACE_BYTES) return false;
  crn_buffer_drop(&connection->in, count);
  connection->has_preface = true;
  return true;
}

void crn_connection_dispatch(crn_connection *connection) {
  if (!connection->has_preface && !read_preface(connection)) return;
  while (!connection->is_lost && crn_buffer_count(&connection->in) >= CRN_HEADER_BYTES) {
    crn_frame frame = {.header = crn_header_decode(crn_buffer_front(&connection->in))};
    crn_fault fault = {CRN_PROTOCOL_ERROR, "the first frame is hello"};
    if (!crn_header_check(&frame.header, connection->client.payload_bytes_max, &fault) ||
        (!connection->has_hello && frame.header.type != CRN_HELLO && frame.header.type != CRN_GOAWAY)) {
      crn_connection_fault(connection, fault);
      return;
    }
    size_t count = CRN_HEADER_BYTES + (size_t)frame.header.payload_bytes;
    if (crn_buffer_count(&connection->in) < count) return;
    frame.payload = crn_buffer_front(&connection->in) + CRN_HEADER_BYTES;
    act(connection, &frame);
    crn_buffer_drop(&connection->in, count);
  }
}

uint64_t crn_connection_ping(crn_connection *connection) {
  uint8_t number[8];
  uint64_t count = ++connection->ping_count;
  crn_put_u32(number, (uint32_t)(count >> 32));
  crn_put_u32(number + 4, (uint32_t)count);
  crn_connection_queue(connection, CRN_PING, 0, 0, NULL, 0, number, sizeof number);
  return count;
}
