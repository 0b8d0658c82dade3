#include "connection.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "stream.h"

/* What answers to the server (PONG, WINDOW, CANCEL) may add to it before the server counts as one that reads nothing. */
#define OUT_EXTRA_BYTES_MAX 1048576u
#define READ_BYTES 65536u

void crn_connection_lose(crn_connection *connection, cairn_code code, const char *why) {
  if (connection->is_lost) return;
  connection->is_lost = true;
  crn_status_set(&connection->why, code, "%s", why);
  crn_transport_close(&connection->transport);
  for (size_t at = 0; at < connection->entry_count; at++) {
    cairn_stream *stream = connection->entries[at].stream;
    if (stream == NULL) continue;
    /* A call whose frame is not out entirely cannot have been begun. */
    bool is_untouched = connection->written < stream->call_end;
    crn_status_set(&stream->status, code, "%s", why);
    stream->status.is_untouched = is_untouched;
    crn_stream_detach(stream);
  }
  connection->entry_count = 0;
}

void crn_connection_fault(crn_connection *connection, crn_fault fault) {
  uint8_t payload[8 + CRN_GOAWAY_TEXT_MAX];
  char why[320];
  size_t count = crn_goaway_encode(fault.reason, fault.text, payload);
  if (crn_connection_queue(connection, CRN_GOAWAY, 0, 0, NULL, 0, payload, count)) crn_connection_flush(connection);
  strcpy(why, "the server broke the protocol: ");
  strncat(why, fault.text, sizeof why - strlen(why) - 1);
  crn_connection_lose(connection, CAIRN_UNAVAILABLE, why);
}

void crn_connection_ended(crn_connection *connection) {
  if (connection->goaway.text[0] != '\0') {
    crn_connection_lose(connection, CAIRN_UNAVAILABLE, connection->goaway.text);
  } else if (!connection->has_preface && connection->transport.ssl == NULL) {
    crn_connection_lose(connection, CAIRN_UNAVAILABLE,
                        "the server hung up without a word: a port for TLS wants TLS, and a certificate");
  } else {
    crn_connection_lose(connection, CAIRN_UNAVAILABLE, connection->transport.why);
  }
}

bool crn_connection_queue(crn_connection *connection, enum crn_type type, uint8_t flags, uint32_t call_id,
                          const void *head, size_t head_bytes, const void *message, size_t message_bytes) {
  if (connection->is_lost) return false;
  size_t count = CRN_HEADER_BYTES + head_bytes + message_bytes;
  bool is_request = type == CRN_CALL || type == CRN_MESSAGE;
  if (!is_request && crn_buffer_count(&connection->out) > OUT_EXTRA_BYTES_MAX + connection->server.payload_bytes_max) {
    crn_connection_lose(connection, CAIRN_UNAVAILABLE, "the server does not read what it is sent");
    return false;
  }
  uint8_t *room = crn_buffer_room(&connection->out, count);
  if (room == NULL) {
    crn_connection_lose(connection, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for what is to be sent");
    return false;
  }
  crn_header header = {(uint32_t)(head_bytes + message_bytes), (uint8_t)type, flags, (uint16_t)head_bytes, call_id};
  crn_header_encode(&header, room);
  if (head_bytes > 0) memcpy(room + CRN_HEADER_BYTES, head, head_bytes);
  if (message_bytes > 0) memcpy(room + CRN_HEADER_BYTES + head_bytes, message, message_bytes);
  crn_buffer_wrote(&connection->out, count);
  connection->queued += count;
  return true;
}

void crn_connection_flush(crn_connection *connection) {
  while (!connection->is_lost && !connection->is_write_broken && crn_buffer_count(&connection->out) > 0) {
    ptrdiff_t count = crn_transport_write(&connection->transport, crn_buffer_front(&connection->out),
                                          crn_buffer_count(&connection->out));
    if (count == 0) return;
    if (count < 0) {
      connection->is_write_broken = true;
      return;
    }
    crn_buffer_drop(&connection->out, (size_t)count);
    connection->written += (uint64_t)count;
  }
}

/* Takes what is there, but not for ever: a server that never stops must not hold up a deadline. */
static void read_some(crn_connection *connection) {
  for (int round = 0; round < 16 && !connection->is_lost; round++) {
    uint8_t *room = crn_buffer_room(&connection->in, READ_BYTES);
    if (room == NULL) {
      crn_connection_lose(connection, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for what the server sends");
      return;
    }
    ptrdiff_t count = crn_transport_read(&connection->transport, room, READ_BYTES);
    connection->has_more = count > 0;
    if (count == 0) return;
    if (count < 0) {
      crn_connection_ended(connection);
      return;
    }
    connection->heard_at = crn_now();
    connection->pinged_at = 0;
    crn_buffer_wrote(&connection->in, (size_t)count);
    crn_connection_dispatch(connection);
  }
}

static void mind_silence(crn_connection *connection) {
  int64_t now = crn_now();
  if (connection->pinged_at != 0) {
    if (now - connection->pinged_at >= connection->silence_us) {
      crn_connection_lose(connection, CAIRN_UNAVAILABLE, "the server fell silent");
    }
  } else if (connection->has_hello && now - connection->heard_at >= connection->silence_us) {
    connection->pinged_at = now;
    crn_connection_ping(connection);
    /* Out now: a caller that only looks in now and then must find the answer when it next does. */
    crn_connection_flush(connection);
  }
}

void crn_connection_pump(crn_connection *connection, int64_t until) {
  if (connection->is_lost) return;
  crn_connection_flush(connection);
  if (!connection->has_more && !connection->is_write_broken) {
    int64_t silent_since = connection->pinged_at != 0 ? connection->pinged_at : connection->heard_at;
    int64_t limit = crn_earlier(until, silent_since + connection->silence_us);
    bool to_write = crn_buffer_count(&connection->out) > 0;
    int ready = crn_transport_wait(&connection->transport, to_write, limit);
    if (ready < 0) crn_connection_lose(connection, CAIRN_UNAVAILABLE, connection->transport.why);
    if (ready == 0) mind_silence(connection);
    if (ready != 1) return;
    crn_connection_flush(connection);
  }
  read_some(connection);
  /* What the server said last, such as GOAWAY, was read first: it says more than the error does. */
  if (connection->is_write_broken) crn_connection_ended(connection);
  crn_connection_flush(connection);
}
