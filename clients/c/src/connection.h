/* One connection: frames go out and come in, and each reaches the call that it is about. */
#ifndef CRN_CONNECTION_H
#define CRN_CONNECTION_H

#include "buffer.h"
#include "frame.h"
#include "transport.h"

/* A call that the server has not ended. */
typedef struct crn_entry {
  uint32_t id;
  /* NULL: its caller has gone, and what comes for it is passed over. */
  cairn_stream *stream;
} crn_entry;

typedef struct crn_connection {
  crn_transport transport;
  crn_buffer in;
  crn_buffer out;
  /* Bytes of output since the beginning: made, and handed to the system. */
  uint64_t queued;
  uint64_t written;
  /* The server takes nothing more; what it said last may still be there to read. */
  bool is_write_broken;
  /* More may be there to read than was read last. */
  bool has_more;

  crn_hello client;
  crn_hello server;
  bool has_preface;
  bool has_hello;
  uint32_t last_id;
  /* In order of their ids. */
  crn_entry *entries;
  size_t entry_count;
  size_t entry_capacity;

  /* The server takes no more calls. */
  bool is_going_away;
  crn_goaway goaway;
  bool is_lost;
  /* Once it is lost: why. */
  cairn_status why;

  int64_t silence_us;
  int64_t heard_at;
  /* When the server was pinged for its silence; 0: it was not. */
  int64_t pinged_at;
  uint64_t ping_count;
  uint64_t pong_count;
  struct crn_connection *next;
} crn_connection;

/* Connects, and waits for the server's hello. NULL with a status. */
crn_connection *crn_connection_open(const crn_address *address, const char *identity, const crn_hello *hello,
                                    int64_t silence_us, int64_t until, cairn_status *status, bool *is_final);

/* Ends the calls that are left as lost. */
void crn_connection_free(crn_connection *connection);

/* Waits until something can be read or written, at most until then; does all of it, and may lose the connection. */
void crn_connection_pump(crn_connection *connection, int64_t until);

/* Hands to the system what it takes now. */
void crn_connection_flush(crn_connection *connection);

/* Adds a frame to the output. false if the connection is lost, or is by this, for want of memory or because the server reads
   nothing. */
bool crn_connection_queue(crn_connection *connection, enum crn_type type, uint8_t flags, uint32_t call_id,
                          const void *head, size_t head_bytes, const void *message, size_t message_bytes);

/* Queues a PING and returns its number, which pong_count reaches with the answer. */
uint64_t crn_connection_ping(crn_connection *connection);

/* Acts on the frames that have come. */
void crn_connection_dispatch(crn_connection *connection);

/* Ends the connection and the calls on it. */
void crn_connection_lose(crn_connection *connection, cairn_code code, const char *why);

/* The same, for what the transport or the server's GOAWAY said. */
void crn_connection_ended(crn_connection *connection);

/* The same, telling the server which rule it broke. */
void crn_connection_fault(crn_connection *connection, crn_fault fault);

crn_entry *crn_connection_find(crn_connection *connection, uint32_t id);

/* Opens a call's place: a new id, 0 if there is no memory. */
uint32_t crn_connection_add(crn_connection *connection, cairn_stream *stream);
void crn_connection_remove(crn_connection *connection, crn_entry *entry);

/* Whether a call is under way whose caller still waits. */
bool crn_connection_is_needed(const crn_connection *connection);

#endif
