/* Bytes that nobody meant, the same each time: nothing may be read that is not there, nor be lost. Run it under sanitizers. */
#include "cairn/rpc/v1/call.pb-c.h"
#include "clock.h"
#include "connection.h"
#include "stream.h"
#include "support.h"

static uint32_t state = 2463534242u;

static uint32_t chance(uint32_t below) {
  state ^= state << 13;
  state ^= state >> 17;
  state ^= state << 5;
  return state % below;
}

/* A trailer with every detail that is read. */
static size_t sound_trailer(uint8_t *bytes) {
  Cairn__Rpc__V1__FieldViolation violation = CAIRN__RPC__V1__FIELD_VIOLATION__INIT;
  violation.field = "referral";
  violation.description = "is missing";
  violation.reason = "REQUIRED";
  Cairn__Rpc__V1__FieldViolation *violations[] = {&violation};
  Cairn__Rpc__V1__BadRequest bad_request = CAIRN__RPC__V1__BAD_REQUEST__INIT;
  bad_request.n_field_violations = 1;
  bad_request.field_violations = violations;
  uint8_t packed[64];
  Cairn__Rpc__V1__StatusDetail detail = CAIRN__RPC__V1__STATUS_DETAIL__INIT;
  detail.type_url = "type.googleapis.com/google.rpc.BadRequest";
  detail.value.data = packed;
  detail.value.len = cairn__rpc__v1__bad_request__pack(&bad_request, packed);
  Cairn__Rpc__V1__StatusDetail *details[] = {&detail, &detail};
  Cairn__Rpc__V1__Status status = CAIRN__RPC__V1__STATUS__INIT;
  status.code = 3;
  status.message = "wrong";
  status.n_details = 2;
  status.details = details;
  Cairn__Rpc__V1__CallTrailer trailer = CAIRN__RPC__V1__CALL_TRAILER__INIT;
  trailer.status = &status;
  return cairn__rpc__v1__call_trailer__pack(&trailer, bytes);
}

static void mutate(uint8_t *bytes, size_t count, uint32_t changes) {
  for (; changes > 0 && count > 0; changes--) bytes[chance((uint32_t)count)] = (uint8_t)chance(256);
}

static void read_all(const cairn_status *status) {
  CHECK(cairn_status_message(status) != NULL && (int)cairn_status_code(status) <= 16);
  for (size_t at = 0; at < cairn_status_violation_count(status); at++) CHECK(cairn_status_violation(status, at).field != NULL);
  for (size_t at = 0; at < cairn_status_metadata_count(status); at++) CHECK(cairn_status_metadatum(status, at).key != NULL);
  cairn_status_retry_delay_us(status);
  cairn_status_info(status, "key");
}

static void test_trailers(void) {
  uint8_t sound[512], bytes[1024];
  size_t sound_count = sound_trailer(sound);
  cairn_status status = {0};
  CHECK(crn_status_read(&status, sound, sound_count, true));
  CHECK(strcmp(cairn_status_violation(&status, 0).field, "referral") == 0 && cairn_status_is_untouched(&status));
  for (int round = 0; round < 100000; round++) {
    /* Twice over, so that messages are merged into messages. */
    size_t count = round % 3 == 0 ? 2 * sound_count : sound_count;
    memcpy(bytes, sound, sound_count);
    memcpy(bytes + sound_count, sound, sound_count);
    mutate(bytes, count, round % 3 == 0 ? chance(2) : 1 + chance(3));
    if (crn_status_read(&status, bytes, count - (round % 7 == 0 ? chance((uint32_t)count) : 0), false)) read_all(&status);
  }
  crn_status_clear(&status);
}

#define STREAMS 4

static size_t random_frame(uint8_t *to, const uint8_t *trailer, size_t trailer_count) {
  uint8_t payload[600];
  size_t count = chance(4) == 0 ? chance(64) : chance(2) == 0 ? 8 : 4;
  for (size_t at = 0; at < count; at++) payload[at] = chance(3) == 0 ? 0 : (uint8_t)chance(256);
  crn_header header = {.type = (uint8_t)(3 + chance(chance(8) == 0 ? 8 : 3)), .call_id = 1 + chance(STREAMS)};
  if (header.type > CRN_CANCEL) header.call_id = 0;
  if (header.type == CRN_END) {
    memcpy(payload, trailer, trailer_count);
    count = trailer_count;
    mutate(payload, count, chance(2));
    header.head_bytes = (uint16_t)count;
  }
  header.payload_bytes = (uint32_t)count;
  crn_header_encode(&header, to);
  memcpy(to + CRN_HEADER_BYTES, payload, count);
  if (chance(20) == 0) mutate(to, CRN_HEADER_BYTES, 1);
  return CRN_HEADER_BYTES + count;
}

/* Whole connections, without a socket: frames of chance for calls of every kind, in pieces of chance. */
static void test_connections(void) {
  uint8_t trailer[512], bytes[8192];
  size_t trailer_count = sound_trailer(trailer);
  for (int round = 0; round < 20000; round++) {
    crn_connection *connection = calloc(1, sizeof *connection);
    CHECK(connection != NULL);
    connection->transport.fd = -1;
    connection->client = (crn_hello){.payload_bytes_max = 65536, .window_bytes = 64};
    connection->server = (crn_hello){.payload_bytes_max = 65536, .window_bytes = 64};
    connection->has_preface = connection->has_hello = true;
    cairn_stream streams[STREAMS];
    memset(streams, 0, sizeof streams);
    for (int at = 0; at < STREAMS; at++) {
      streams[at].kind = (cairn_kind)at;
      streams[at].deadline = CRN_NEVER;
      streams[at].connection = connection;
      streams[at].credit_to_send = streams[at].credit_to_receive = 64;
      streams[at].id = crn_connection_add(connection, &streams[at]);
    }
    if (round % 5 == 0) crn_stream_abandon(&streams[chance(STREAMS)], CAIRN_CANCELLED, "given up");
    size_t count = 0;
    while (count < sizeof bytes - 1024) count += random_frame(bytes + count, trailer, trailer_count);
    for (size_t at = 0; at < count && !connection->is_lost;) {
      size_t piece = 1 + chance(200);
      if (piece > count - at) piece = count - at;
      CHECK(crn_buffer_append(&connection->in, bytes + at, piece));
      crn_connection_dispatch(connection);
      at += piece;
      crn_held *held = crn_stream_take(&streams[chance(STREAMS)]);
      crn_held_free(held);
    }
    crn_connection_free(connection);
    for (int at = 0; at < STREAMS; at++) {
      CHECK(streams[at].connection == NULL);
      read_all(&streams[at].status);
      crn_stream_drop_held(&streams[at]);
      crn_status_clear(&streams[at].status);
    }
  }
}

int main(void) {
  test_trailers();
  test_connections();
  return EXIT_SUCCESS;
}
