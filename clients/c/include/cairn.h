/*
 * A client of Cairn, the case record server of a safeguarding hub, over its native protocol, Cairn frames.
 *
 * Threads. A client, its streams and their statuses belong together: one thread at a time uses them. Different clients
 * may be used by different threads at once. No function is safe in a signal handler.
 *
 * Ownership. What a function takes is the caller's and is copied or sent before it returns. What it gives is said at each.
 *
 * Time. Milliseconds, measured by the monotonic clock. Every wait ends at its time, with one exception: a host name is
 * resolved by the system, which has times of its own; addresses in digits and Unix sockets have none of that.
 *
 * Signals. No call raises SIGPIPE.
 */
#ifndef CAIRN_H
#define CAIRN_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define CAIRN_API __attribute__((visibility("default")))
#else
#define CAIRN_API
#endif

typedef struct cairn_client cairn_client;
typedef struct cairn_stream cairn_stream;
typedef struct cairn_status cairn_status;

/* What a call came to: gRPC's status codes. A code that is not known reads as CAIRN_UNKNOWN. */
typedef enum cairn_code {
  CAIRN_OK = 0,
  CAIRN_CANCELLED = 1,
  CAIRN_UNKNOWN = 2,
  CAIRN_INVALID_ARGUMENT = 3,
  CAIRN_DEADLINE_EXCEEDED = 4,
  CAIRN_NOT_FOUND = 5,
  CAIRN_ALREADY_EXISTS = 6,
  CAIRN_PERMISSION_DENIED = 7,
  CAIRN_RESOURCE_EXHAUSTED = 8,
  CAIRN_FAILED_PRECONDITION = 9,
  CAIRN_ABORTED = 10,
  CAIRN_OUT_OF_RANGE = 11,
  CAIRN_UNIMPLEMENTED = 12,
  CAIRN_INTERNAL = 13,
  CAIRN_UNAVAILABLE = 14,
  CAIRN_DATA_LOSS = 15,
  CAIRN_UNAUTHENTICATED = 16
} cairn_code;

/* "INVALID_ARGUMENT" and so on; never NULL. */
CAIRN_API const char *cairn_code_name(cairn_code code);

/* ---- Client --------------------------------------------------------------------------------------------------------- */

typedef struct cairn_options {
  /* "HOST:PORT", "[::1]:PORT" or "unix:PATH". */
  const char *address;
  /* Folder with certificate.pem, key.pem and root.pem, as `cairn agency enrol` writes it: TLS 1.3 over TCP, and the server
     must be the one that was asked for. It is read at each connection, so a renewed certificate is taken up by itself.
     NULL: in clear, to this machine alone. Not used on Unix sockets. */
  const char *identity;
  /* Deadline of unary calls that name none, and the longest time in which a stream is opened. 1 to 86,400,000. */
  uint32_t timeout_ms;
  /* Longest time from connecting to the server's hello. 1 to 86,400,000. */
  uint32_t connect_ms;
  /* After this many connections in a row have failed, calls fail with UNAVAILABLE. 0: they wait until their deadlines. */
  uint32_t connect_attempts_max;
  /* Largest answer or message that is taken, in bytes, 65,536 to 67,108,864. */
  uint32_t payload_bytes_max;
  /* Credit of each stream of responses, in bytes, 1 to 67,108,864: what is held of those that nobody has received yet is
     at most this and one message more. */
  uint32_t window_bytes;
  /* After this long without a byte, while something is waited for, the server is pinged, and after as long again the
     connection counts as lost. 1 to 86,400,000. */
  uint32_t silence_ms;
} cairn_options;

/* clang-format off */
#define CAIRN_OPTIONS_INIT { NULL, NULL, 30000, 5000, 0, 4194304, 262144, 20000 }
/* clang-format on */

/* Makes a client. Nothing is connected before the first call. Free it with cairn_client_destroy.
   NULL if an option is out of its bounds or there is no memory; then *why, unless why is NULL, is a constant text. */
CAIRN_API cairn_client *cairn_client_create(const cairn_options *options, const char **why);

/* Closes the connection and frees the client. Its streams end with it; nothing but cairn_stream_receive, cairn_stream_status
   and cairn_stream_free may be done with them then. NULL is allowed. */
CAIRN_API void cairn_client_destroy(cairn_client *client);

/* What the last cairn_call, cairn_call_message, cairn_ping or cairn_open on the client came to, or why a function on one of
   its streams returned CAIRN_FAILED. Never NULL; the client's; valid until the next function on the client or its streams. */
CAIRN_API const cairn_status *cairn_client_status(const cairn_client *client);

/* Asks the server for a sign of life, connecting if need be.
   timeout_ms: 0 for the client's. round_trip_us: microseconds from sending to the answer; may be NULL.
   CAIRN_OK, CAIRN_UNAVAILABLE, CAIRN_DEADLINE_EXCEEDED, or as a call that finds no connection. */
CAIRN_API cairn_code cairn_ping(cairn_client *client, uint32_t timeout_ms, int64_t *round_trip_us);

/* ---- Unary calls ---------------------------------------------------------------------------------------------------- */

/* A piece of metadata. Key: 1 to 128 of a-z, 0-9, "-", "_" and ".", not beginning with "grpc-". Value: printable ASCII, or any
   bytes if the key ends in "-bin". */
typedef struct cairn_metadatum {
  const char *key;
  const void *value;
  size_t value_bytes;
} cairn_metadatum;

typedef struct cairn_call_options {
  /* Unary: until the answer, all attempts together; 0: the client's. Stream: until its end; 0: as long as it lasts. */
  uint32_t timeout_ms;
  /* Twice is as good as once: a query, or a command that carries its command id. Then the same bytes are sent again when
     the connection is lost or the server is not available. What certainly was not begun is sent again in any case.
     Streams are never sent again. */
  bool idempotent;
  /* At most 64 pieces. */
  const cairn_metadatum *metadata;
  size_t metadata_count;
} cairn_call_options;

/* clang-format off */
#define CAIRN_CALL_OPTIONS_INIT { 0, false, NULL, 0 }
/* clang-format on */

/* Calls a method with bytes and waits for the answer.
   path: "/package.Service/Method". options: NULL for the defaults.
   response: with CAIRN_OK the answer's bytes, to be freed with cairn_free, never NULL; else NULL.
   Returns what the server answered, or of the client's own: CAIRN_INVALID_ARGUMENT (path, metadata), CAIRN_UNAVAILABLE
   (no connection, or it was lost), CAIRN_DEADLINE_EXCEEDED, CAIRN_RESOURCE_EXHAUSTED (too large, no memory),
   CAIRN_FAILED_PRECONDITION (the identity folder cannot be used), CAIRN_UNAUTHENTICATED (the server is not whom it should
   be, or does not admit us). With UNAVAILABLE, DEADLINE_EXCEEDED and CANCELLED it is not known what a command did, unless
   cairn_status_is_untouched: send it again with the same command id. */
CAIRN_API cairn_code cairn_call(cairn_client *client, const char *path, const void *request, size_t request_bytes,
                                const cairn_call_options *options, uint8_t **response, size_t *response_bytes);

/* The same with messages of the contract. response: to be freed with protobuf_c_message_free_unpacked(response, NULL).
   Its texts are valid UTF-8; one that holds a NUL ends there. An answer that is no such message is CAIRN_INTERNAL. */
CAIRN_API cairn_code cairn_call_message(cairn_client *client, const char *path, const ProtobufCMessage *request,
                                        const ProtobufCMessageDescriptor *response_type,
                                        const cairn_call_options *options, ProtobufCMessage **response);

/* Frees what the library gave as bytes. NULL is allowed. */
CAIRN_API void cairn_free(void *bytes);

/* ---- Streams -------------------------------------------------------------------------------------------------------- */

/* What a method streams, as the contract says it. CAIRN_UNARY makes a call that is begun now and received later, so that
   several are under way at once; its answer is the one message received. */
typedef enum cairn_kind {
  CAIRN_UNARY = 0,
  CAIRN_STREAMS_REQUESTS = 1,
  CAIRN_STREAMS_RESPONSES = 2,
  CAIRN_STREAMS_BOTH = 3
} cairn_kind;

typedef enum cairn_outcome {
  /* Done. */
  CAIRN_DONE = 0,
  /* The stream has ended: cairn_stream_status says how. */
  CAIRN_ENDED = 1,
  /* Not within the time that was given. Nothing was done. */
  CAIRN_NOT_YET = 2,
  /* It cannot be done: cairn_client_status says why. The stream goes on. */
  CAIRN_FAILED = 3
} cairn_outcome;

/* As a wait: until it is done or the stream ends. 0 as a wait: do what can be done now. */
#define CAIRN_FOREVER UINT32_MAX

/* Opens a stream and returns when its call was sent.
   request: the one request of a method that does not stream requests; NULL and 0 otherwise.
   stream: with CAIRN_OK a stream, to be freed with cairn_stream_free; else NULL. Errors as those of cairn_call, and
   CAIRN_UNIMPLEMENTED (the server does not speak streams). */
CAIRN_API cairn_code cairn_open(cairn_client *client, cairn_kind kind, const char *path, const void *request,
                                size_t request_bytes, const cairn_call_options *options, cairn_stream **stream);

/* The same with a message of the contract, or NULL for a method that streams requests. */
CAIRN_API cairn_code cairn_open_message(cairn_client *client, cairn_kind kind, const char *path,
                                        const ProtobufCMessage *request, const cairn_call_options *options,
                                        cairn_stream **stream);

/* Sends a message, once the server has given credit for it. CAIRN_DONE: it is on its way.
   Who streams both ways must receive too, or the server stops reading: send with a wait of 0, and on CAIRN_NOT_YET
   cairn_stream_wait for either. CAIRN_FAILED: the method takes no requests, sending was finished, or the message is
   larger than the server takes. */
CAIRN_API cairn_outcome cairn_stream_send(cairn_stream *stream, const void *message, size_t message_bytes,
                                          uint32_t wait_ms);
CAIRN_API cairn_outcome cairn_stream_send_message(cairn_stream *stream, const ProtobufCMessage *message,
                                                  uint32_t wait_ms);

/* Says that no more messages come; the responses still do. CAIRN_DONE, also a second time, or CAIRN_ENDED. */
CAIRN_API cairn_outcome cairn_stream_finish_sending(cairn_stream *stream);

/* Receives the next message. What came before the stream's end is received before CAIRN_ENDED.
   message: with CAIRN_DONE its bytes, to be freed with cairn_free, never NULL; else NULL. */
CAIRN_API cairn_outcome cairn_stream_receive(cairn_stream *stream, uint32_t wait_ms, uint8_t **message,
                                             size_t *message_bytes);

/* The same as a message of the contract, to be freed with protobuf_c_message_free_unpacked(message, NULL).
   CAIRN_FAILED: what came is no such message, its texts are not valid UTF-8, or there is no memory. It was taken. */
CAIRN_API cairn_outcome cairn_stream_receive_message(cairn_stream *stream, const ProtobufCMessageDescriptor *type,
                                                     uint32_t wait_ms, ProtobufCMessage **message);

/* What to wait for, and what can be done. */
#define CAIRN_CAN_SEND 1u
#define CAIRN_CAN_RECEIVE 2u

/* Waits until one of `what` can be done with a wait of 0. Returns those that can, 0 if none within the time. A stream that
   has ended can do both, so that the next function says so. */
CAIRN_API unsigned cairn_stream_wait(cairn_stream *stream, unsigned what, uint32_t wait_ms);

/* Gives the call up: ends the stream with CAIRN_CANCELLED, unless it has ended, and tells the server, as far as that goes
   without waiting. What came and was not received is dropped. */
CAIRN_API void cairn_stream_cancel(cairn_stream *stream);

/* How the stream ended; code CAIRN_OK with the message "under way" before that. Never NULL; the stream's. */
CAIRN_API const cairn_status *cairn_stream_status(const cairn_stream *stream);

/* Frees the stream, cancelling it first unless it has ended. NULL is allowed. */
CAIRN_API void cairn_stream_free(cairn_stream *stream);

/* ---- Status --------------------------------------------------------------------------------------------------------- */

/* Everything that is read from a status is the status's own. */

CAIRN_API cairn_code cairn_status_code(const cairn_status *status);

/* For a person, UTF-8. Never NULL. */
CAIRN_API const char *cairn_status_message(const cairn_status *status);

/* Whether the server certainly did not begin with the call: sending it again cannot do anything twice. */
CAIRN_API bool cairn_status_is_untouched(const cairn_status *status);

/* A fault in a field of the request. No member is NULL. */
typedef struct cairn_violation {
  /* Path of the field: "referral.children[0].name". */
  const char *field;
  /* For a person; never the value. */
  const char *description;
  /* For a program: "REQUIRED". */
  const char *reason;
} cairn_violation;

/* How many fields were at fault (google.rpc.BadRequest); 0 if it says nothing of fields. */
CAIRN_API size_t cairn_status_violation_count(const cairn_status *status);

/* One of them; empty texts if index is not below the count. */
CAIRN_API cairn_violation cairn_status_violation(const cairn_status *status, size_t index);

/* Why, for a program, such as "INVALID_REQUEST", and whose word it is (google.rpc.ErrorInfo). NULL if it does not say. */
CAIRN_API const char *cairn_status_reason(const cairn_status *status);
CAIRN_API const char *cairn_status_domain(const cairn_status *status);

/* A value of ErrorInfo's map; NULL if there is none for the key. */
CAIRN_API const char *cairn_status_info(const cairn_status *status, const char *key);

/* How long to wait before asking again, in microseconds (google.rpc.RetryInfo); -1 if it does not say. */
CAIRN_API int64_t cairn_status_retry_delay_us(const cairn_status *status);

/* Any other detail: its bytes and, through detail_bytes, their count; NULL if there is none of that type URL. */
CAIRN_API const uint8_t *cairn_status_detail(const cairn_status *status, const char *type_url, size_t *detail_bytes);

/* The answer's metadata. */
CAIRN_API size_t cairn_status_metadata_count(const cairn_status *status);

/* One piece; a NULL key if index is not below the count. */
CAIRN_API cairn_metadatum cairn_status_metadatum(const cairn_status *status, size_t index);

/* ---- Ids ------------------------------------------------------------------------------------------------------------ */

/* Writes a new UUID, version 7, as 36 characters and a NUL: a command id. false, and an empty text, if the system gives no
   randomness. */
CAIRN_API bool cairn_new_id(char text[37]);

#ifdef __cplusplus
}
#endif

#endif
