/* From an address to a connection that takes calls, and its end. */
#include <stdlib.h>

#include "clock.h"
#include "connection.h"

static bool say_hello(crn_connection *connection) {
  uint8_t settings[CRN_HELLO_BYTES_MAX];
  size_t count = crn_hello_encode(&connection->client, settings);
  if (!crn_buffer_append(&connection->out, CRN_PREFACE, CRN_PREFACE_BYTES)) return false;
  connection->queued += CRN_PREFACE_BYTES;
  return crn_connection_queue(connection, CRN_HELLO, 0, 0, NULL, 0, settings, count);
}

crn_connection *crn_connection_open(const crn_address *address, const char *identity, const crn_hello *hello,
                                    int64_t silence_us, int64_t until, cairn_status *status, bool *is_final) {
  *is_final = false;
  crn_connection *connection = calloc(1, sizeof *connection);
  if (connection == NULL) {
    crn_status_set(status, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for a connection");
    return NULL;
  }
  connection->client = *hello;
  connection->silence_us = silence_us;
  if (!crn_transport_open(&connection->transport, address, identity, until, status, is_final)) {
    free(connection);
    return NULL;
  }
  connection->heard_at = crn_now();
  bool is_said = say_hello(connection);
  while (is_said && !connection->is_lost && !connection->has_hello && crn_now() < until) {
    crn_connection_pump(connection, until);
  }
  if (connection->has_hello && !connection->is_lost) return connection;

  if (connection->is_lost) {
    *is_final = connection->why.code == CAIRN_UNAUTHENTICATED;
    crn_status_move(status, &connection->why);
  } else if (is_said) {
    crn_status_set(status, CAIRN_UNAVAILABLE, "the server did not say hello in time");
  } else {
    crn_status_set(status, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for a connection");
  }
  crn_connection_free(connection);
  return NULL;
}

void crn_connection_free(crn_connection *connection) {
  if (connection == NULL) return;
  crn_connection_lose(connection, CAIRN_CANCELLED, "the client was closed");
  crn_status_clear(&connection->why);
  crn_buffer_free(&connection->in);
  crn_buffer_free(&connection->out);
  free(connection->entries);
  free(connection);
}
