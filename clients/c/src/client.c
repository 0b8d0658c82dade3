#include "client.h"

#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "head.h"

#define MS_MAX 86400000u
#define BYTES_MAX 67108864u

static bool is_within(uint32_t value, uint32_t least, uint32_t most) { return value >= least && value <= most; }

static const char *options_fault(const cairn_options *options) {
  if (!is_within(options->timeout_ms, 1, MS_MAX)) return "timeout_ms is out of its bounds";
  if (!is_within(options->connect_ms, 1, MS_MAX)) return "connect_ms is out of its bounds";
  if (!is_within(options->silence_ms, 1, MS_MAX)) return "silence_ms is out of its bounds";
  if (!is_within(options->payload_bytes_max, 65536, BYTES_MAX)) return "payload_bytes_max is out of its bounds";
  if (!is_within(options->window_bytes, 1, BYTES_MAX)) return "window_bytes is out of its bounds";
  return NULL;
}

cairn_client *cairn_client_create(const cairn_options *options, const char **why) {
  const char *fault = options_fault(options);
  crn_address address;
  if (fault == NULL) fault = crn_address_parse(options->address, &address);
  cairn_client *client = fault == NULL ? calloc(1, sizeof *client) : NULL;
  if (client != NULL && options->identity != NULL) {
    client->identity = malloc(strlen(options->identity) + 1);
    if (client->identity == NULL) {
      free(client);
      client = NULL;
    }
  }
  if (why != NULL) *why = fault != NULL ? fault : client == NULL ? "there is no memory" : NULL;
  if (client == NULL) return NULL;
  if (client->identity != NULL) strcpy(client->identity, options->identity);
  client->options = *options;
  client->address = address;
  return client;
}

void cairn_client_destroy(cairn_client *client) {
  if (client == NULL) return;
  crn_connection_free(client->connection);
  while (client->leaving != NULL) {
    crn_connection *connection = client->leaving;
    client->leaving = connection->next;
    crn_connection_free(connection);
  }
  crn_status_clear(&client->status);
  free(client->identity);
  free(client);
}

const cairn_status *cairn_client_status(const cairn_client *client) { return &client->status; }

void cairn_free(void *bytes) { free(bytes); }

bool crn_client_begin(cairn_client *client, cairn_stream *stream, const char *path, const void *request,
                      size_t request_bytes, const cairn_call_options *options, int64_t send_by) {
  stream->client = client;
  const char *fault = crn_head_fault(path, options->metadata, options->metadata_count);
  if (fault == NULL && request == NULL && request_bytes > 0) fault = "the request is NULL";
  if (fault == NULL && crn_sends(stream) && request_bytes > 0) fault = "a call that streams requests begins with none";
  if (fault != NULL) {
    crn_status_set(&stream->status, CAIRN_INVALID_ARGUMENT, "%s", fault);
    stream->status.is_untouched = true;
    return false;
  }
  crn_connection *connection = crn_client_connection(client, send_by, &stream->status);
  return connection != NULL && crn_stream_begin(stream, connection, path, request, request_bytes, options);
}

cairn_code cairn_ping(cairn_client *client, uint32_t timeout_ms, int64_t *round_trip_us) {
  crn_status_clear(&client->status);
  int64_t until = crn_after_ms(timeout_ms == 0 ? client->options.timeout_ms : timeout_ms);
  crn_connection *connection = crn_client_connection(client, until, &client->status);
  if (connection == NULL) return client->status.code;
  int64_t begun = crn_now();
  uint64_t number = crn_connection_ping(connection);
  while (!connection->is_lost && connection->pong_count < number && crn_now() < until) {
    crn_connection_pump(connection, until);
  }
  if (connection->pong_count >= number) {
    if (round_trip_us != NULL) *round_trip_us = crn_now() - begun;
  } else if (connection->is_lost) {
    crn_status_set(&client->status, connection->why.code, "%s", connection->why.text);
  } else {
    crn_status_set(&client->status, CAIRN_DEADLINE_EXCEEDED, "no answer to the ping before the deadline");
  }
  return client->status.code;
}
