/* A call that is under way, or was. */
#ifndef CRN_STREAM_H
#define CRN_STREAM_H

#include "connection.h"
#include "status.h"

/* A message that came and was not received yet. */
typedef struct crn_held {
  struct crn_held *next;
  uint8_t *bytes;
  size_t count;
} crn_held;

struct cairn_stream {
  cairn_client *client;
  /* NULL: it has ended. */
  crn_connection *connection;
  uint32_t id;
  cairn_kind kind;
  bool has_finished_sending;
  int64_t deadline;
  /* Where its CALL frame ends in the connection's output. */
  uint64_t call_end;
  int64_t credit_to_send;
  int64_t credit_to_receive;
  /* Cost of what was received by the caller and not given back yet. */
  int64_t taken;
  crn_held *first;
  crn_held *last;
  cairn_status status;
};

static inline bool crn_sends(const cairn_stream *stream) { return (stream->kind & CAIRN_STREAMS_REQUESTS) != 0; }
static inline bool crn_receives(const cairn_stream *stream) { return (stream->kind & CAIRN_STREAMS_RESPONSES) != 0; }

/* Sends the call on the connection, over which it must be possible; ends with a status if it cannot. */
bool crn_stream_begin(cairn_stream *stream, crn_connection *connection, const char *path, const void *request,
                      size_t request_bytes, const cairn_call_options *options);

/* The connection's work goes on, at most until then. Ends the stream if its deadline has passed. */
void crn_stream_pump(cairn_stream *stream, int64_t until);

/* Keeps a message for its receiver; false if there is no memory. */
bool crn_stream_hold(cairn_stream *stream, const uint8_t *bytes, size_t count);

/* Takes the oldest message that is held; NULL if there is none. */
crn_held *crn_stream_take(cairn_stream *stream);
void crn_held_free(crn_held *held);

/* The stream has ended: its status says how. Its place among the calls under way is the caller's to clear. */
void crn_stream_detach(cairn_stream *stream);

/* Ends the stream on this side, and tells the server. */
void crn_stream_abandon(cairn_stream *stream, cairn_code code, const char *why);

void crn_stream_drop_held(cairn_stream *stream);

#endif
