/* Calls and streams of messages of the contract. */
#include <stdlib.h>

#include "client.h"
#include "text.h"

/* The message's bytes, to be freed; NULL if there is no memory. */
static uint8_t *pack(const ProtobufCMessage *message, size_t *count) {
  *count = protobuf_c_message_get_packed_size(message);
  uint8_t *bytes = malloc(*count + 1);
  if (bytes != NULL) protobuf_c_message_pack(message, bytes);
  return bytes;
}

static cairn_code out_of_memory(cairn_client *client) {
  crn_status_set(&client->status, CAIRN_RESOURCE_EXHAUSTED, "there is no memory for the message");
  client->status.is_untouched = true;
  return CAIRN_RESOURCE_EXHAUSTED;
}

/* Frees the bytes. NULL with a status if they are no such message. */
static ProtobufCMessage *unpack(cairn_client *client, const ProtobufCMessageDescriptor *type, uint8_t *bytes,
                                size_t count) {
  ProtobufCMessage *message = protobuf_c_message_unpack(type, NULL, count, bytes);
  cairn_free(bytes);
  if (message != NULL && !crn_message_has_utf8(message)) {
    protobuf_c_message_free_unpacked(message, NULL);
    message = NULL;
  }
  if (message == NULL) crn_status_set(&client->status, CAIRN_INTERNAL, "the answer is no %s", type->name);
  return message;
}

cairn_code cairn_call_message(cairn_client *client, const char *path, const ProtobufCMessage *request,
                              const ProtobufCMessageDescriptor *response_type, const cairn_call_options *options,
                              ProtobufCMessage **response) {
  size_t count;
  *response = NULL;
  uint8_t *bytes = pack(request, &count);
  if (bytes == NULL) return out_of_memory(client);
  uint8_t *answer;
  size_t answer_count;
  cairn_code code = cairn_call(client, path, bytes, count, options, &answer, &answer_count);
  free(bytes);
  if (code != CAIRN_OK) return code;
  *response = unpack(client, response_type, answer, answer_count);
  return client->status.code;
}

cairn_code cairn_open_message(cairn_client *client, cairn_kind kind, const char *path, const ProtobufCMessage *request,
                              const cairn_call_options *options, cairn_stream **stream) {
  if (request == NULL) return cairn_open(client, kind, path, NULL, 0, options, stream);
  size_t count;
  *stream = NULL;
  uint8_t *bytes = pack(request, &count);
  if (bytes == NULL) return out_of_memory(client);
  cairn_code code = cairn_open(client, kind, path, bytes, count, options, stream);
  free(bytes);
  return code;
}

cairn_outcome cairn_stream_send_message(cairn_stream *stream, const ProtobufCMessage *message, uint32_t wait_ms) {
  size_t count;
  uint8_t *bytes = pack(message, &count);
  if (bytes == NULL) {
    out_of_memory(stream->client);
    return CAIRN_FAILED;
  }
  cairn_outcome outcome = cairn_stream_send(stream, bytes, count, wait_ms);
  free(bytes);
  return outcome;
}

cairn_outcome cairn_stream_receive_message(cairn_stream *stream, const ProtobufCMessageDescriptor *type,
                                           uint32_t wait_ms, ProtobufCMessage **message) {
  uint8_t *bytes;
  size_t count;
  *message = NULL;
  cairn_outcome outcome = cairn_stream_receive(stream, wait_ms, &bytes, &count);
  if (outcome != CAIRN_DONE) return outcome;
  *message = unpack(stream->client, type, bytes, count);
  return *message == NULL ? CAIRN_FAILED : CAIRN_DONE;
}
