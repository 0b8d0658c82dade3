/* How a client comes by a connection, and parts with it. */
#include "client.h"
#include "clock.h"
#include "random.h"
#include "retry.h"

static void retire(cairn_client *client) {
  crn_connection *connection = client->connection;
  client->connection = NULL;
  if (!crn_connection_is_needed(connection)) {
    crn_connection_free(connection);
    return;
  }
  connection->next = client->leaving;
  client->leaving = connection;
}

/* Frees the connections on which nobody waits for anything any more. */
static void sweep(cairn_client *client) {
  crn_connection **at = &client->leaving;
  while (*at != NULL) {
    crn_connection *connection = *at;
    if (crn_connection_is_needed(connection)) {
      at = &connection->next;
      continue;
    }
    *at = connection->next;
    crn_connection_free(connection);
  }
}

static crn_connection *fail(cairn_status *status) {
  status->is_untouched = true;
  return NULL;
}

/* One attempt; true if it came about. */
static bool connect_once(cairn_client *client, int64_t until, cairn_status *status, bool *is_final) {
  const cairn_options *options = &client->options;
  crn_hello hello = {.payload_bytes_max = options->payload_bytes_max,
                     .head_bytes_max = CRN_HEAD_BYTES_MAX,
                     .window_bytes = options->window_bytes,
                     .speaks_streams = true};
  int64_t limit = crn_earlier(until, crn_after_ms(options->connect_ms));
  client->connection = crn_connection_open(&client->address, client->identity, &hello,
                                           (int64_t)options->silence_ms * 1000, limit, status, is_final);
  if (client->connection != NULL) {
    client->failures = 0;
    return true;
  }
  if (client->failures < UINT16_MAX) client->failures += 1;
  client->connect_after = crn_now() + crn_pause_us(&crn_connect_pause, client->failures, crn_chance());
  return false;
}

/* The connection that stands, if it takes calls. What came while nobody looked is read first: the server may have closed it. */
static crn_connection *standing(cairn_client *client) {
  if (client->connection == NULL) return NULL;
  crn_connection_pump(client->connection, crn_now());
  crn_connection *connection = client->connection;
  if (!connection->is_lost && !connection->is_going_away && connection->last_id < UINT32_MAX) return connection;
  retire(client);
  return NULL;
}

crn_connection *crn_client_connection(cairn_client *client, int64_t until, cairn_status *status) {
  sweep(client);
  for (;;) {
    crn_connection *connection = standing(client);
    int64_t now = crn_now();
    if (connection != NULL && connection->entry_count < connection->server.calls_max) {
      crn_status_clear(status);
      return connection;
    }
    if (now >= until) {
      if (status->code == CAIRN_OK) crn_status_set(status, CAIRN_DEADLINE_EXCEEDED, "not sent before the deadline");
      return fail(status);
    }
    if (connection != NULL) {
      crn_status_set(status, CAIRN_RESOURCE_EXHAUSTED, "the server takes no more calls at once");
      crn_connection_pump(connection, until);
      continue;
    }
    /* Why the last attempt failed says more than that time is over. */
    if (client->connect_after >= until) {
      if (status->code == CAIRN_OK) crn_status_set(status, CAIRN_UNAVAILABLE, "the server could not be reached a moment ago");
      return fail(status);
    }
    crn_sleep_until(client->connect_after);
    bool is_final;
    if (connect_once(client, until, status, &is_final)) continue;
    uint32_t most = client->options.connect_attempts_max;
    if (is_final || (most > 0 && client->failures >= most)) return fail(status);
  }
}
