/* A client, and how it comes by a connection. */
#ifndef CRN_CLIENT_H
#define CRN_CLIENT_H

#include "connection.h"
#include "stream.h"

struct cairn_client {
  cairn_options options;
  crn_address address;
  char *identity;
  /* Takes new calls; NULL: none stands. */
  crn_connection *connection;
  /* Take no new calls, and have some under way. */
  crn_connection *leaving;
  /* Connections in a row that did not come about. */
  unsigned failures;
  int64_t connect_after;
  cairn_status status;
};

/* A connection with room for a call, made if need be; NULL, with a status that is untouched, if there is none by then. */
crn_connection *crn_client_connection(cairn_client *client, int64_t until, cairn_status *status);

/* Opens a call, from the connection on. The stream is the caller's, all zero but for its kind. */
bool crn_client_begin(cairn_client *client, cairn_stream *stream, const char *path, const void *request,
                      size_t request_bytes, const cairn_call_options *options, int64_t send_by);

#endif
