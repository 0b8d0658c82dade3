/* Calls that stream, to a live server. */
#include "cairn/v1/case.pb-c.h"
#include "support.h"

#define REFERRALS 400
#define NARRATIVE_BYTES 64000

/* Many more bytes than either side gives credit for to begin with. */
static void test_bulk(cairn_client *client) {
  cairn_stream *stream;
  cairn_open(client, CAIRN_STREAMS_BOTH, "/cairn.v1.ReferralService/SubmitReferrals", NULL, 0, as_social_care(), &stream);
  CHECK_CODE(cairn_client_status(client), CAIRN_OK);
  size_t sent = 0, received = 0, bytes_sent = 0, bytes_received = 0, waits = 0;
  uint8_t *request = NULL;
  size_t count = 0;
  for (;;) {
    if (sent < REFERRALS) {
      char id[37];
      CHECK(cairn_new_id(id));
      if (request == NULL) request = submit_request(id, id, NARRATIVE_BYTES, &count);
      cairn_outcome outcome = cairn_stream_send(stream, request, count, 0);
      CHECK(outcome == CAIRN_DONE || outcome == CAIRN_NOT_YET);
      if (outcome == CAIRN_DONE) {
        free(request);
        request = NULL;
        bytes_sent += count;
        if (++sent == REFERRALS) CHECK(cairn_stream_finish_sending(stream) == CAIRN_DONE);
        continue;
      }
      waits += 1;
    }
    CHECK(cairn_stream_wait(stream, (sent < REFERRALS ? CAIRN_CAN_SEND : 0) | CAIRN_CAN_RECEIVE, 30000) != 0);
    uint8_t *answer;
    size_t answer_count;
    cairn_outcome outcome = cairn_stream_receive(stream, 0, &answer, &answer_count);
    if (outcome == CAIRN_ENDED) break;
    if (outcome == CAIRN_NOT_YET) continue;
    Cairn__V1__SubmitReferralsResponse *response = cairn__v1__submit_referrals_response__unpack(NULL, answer_count, answer);
    CHECK(response != NULL && response->accepted != NULL && response->refused == NULL);
    cairn__v1__submit_referrals_response__free_unpacked(response, NULL);
    bytes_received += answer_count;
    received += 1;
    cairn_free(answer);
  }
  CHECK_CODE(cairn_stream_status(stream), CAIRN_OK);
  CHECK(sent == REFERRALS && received == REFERRALS && request == NULL);
  CHECK(bytes_sent > 8 * 2097152 && bytes_received > 4 * 16384 && waits > 0);
  CHECK(cairn_stream_finish_sending(stream) == CAIRN_ENDED);
  cairn_stream_free(stream);
}

static cairn_stream *watch(cairn_client *client, bool from_beginning, const cairn_call_options *options) {
  Cairn__V1__QueryContext context = CAIRN__V1__QUERY_CONTEXT__INIT;
  context.acting_person = acting_person();
  context.role = CAIRN__V1__ROLE__ROLE_LEAD_PRACTITIONER;
  context.purpose = "child-safeguarding";
  Cairn__V1__WatchCasesRequest request = CAIRN__V1__WATCH_CASES_REQUEST__INIT;
  request.context = &context;
  request.from_beginning = from_beginning;
  cairn_stream *stream;
  cairn_open_message(client, CAIRN_STREAMS_RESPONSES, "/cairn.v1.CaseService/WatchCases", &request.base, options, &stream);
  CHECK_CODE(cairn_client_status(client), CAIRN_OK);
  return stream;
}

/* Two watches and unary calls on one connection; each gets its own. */
static void test_watch(cairn_client *client) {
  cairn_stream *all = watch(client, true, as_social_care());
  cairn_stream *fresh = watch(client, false, as_social_care());
  size_t opened = 0;
  while (opened < REFERRALS) {
    ProtobufCMessage *message;
    CHECK(cairn_stream_receive_message(all, &cairn__v1__case_change__descriptor, 30000, &message) == CAIRN_DONE);
    Cairn__V1__CaseChange *change = (Cairn__V1__CaseChange *)message;
    opened += change->kind == CAIRN__V1__CASE_CHANGE_KIND__CASE_CHANGE_KIND_OPENED ? 1 : 0;
    cairn__v1__case_change__free_unpacked(change, NULL);
    if (opened % 100 == 1) CHECK(cairn_ping(client, 5000, NULL) == CAIRN_OK);
  }
  cairn_stream_cancel(all);
  CHECK_CODE(cairn_stream_status(all), CAIRN_CANCELLED);
  uint8_t *bytes;
  size_t count;
  CHECK(cairn_stream_receive(all, 0, &bytes, &count) == CAIRN_ENDED && bytes == NULL);
  cairn_stream_free(all);

  ProtobufCMessage *message;
  CHECK(cairn_stream_receive_message(fresh, &cairn__v1__case_change__descriptor, 30000, &message) == CAIRN_DONE);
  CHECK(((Cairn__V1__CaseChange *)message)->kind == CAIRN__V1__CASE_CHANGE_KIND__CASE_CHANGE_KIND_UNSPECIFIED);
  protobuf_c_message_free_unpacked(message, NULL);
  CHECK(cairn_ping(client, 5000, NULL) == CAIRN_OK);
  cairn_stream_free(fresh);
}

static void test_deadline(cairn_client *client) {
  cairn_call_options options = *as_social_care();
  options.timeout_ms = 400;
  cairn_stream *stream = watch(client, false, &options);
  int64_t begun = now_ms();
  uint8_t *bytes;
  size_t count;
  cairn_outcome outcome;
  while ((outcome = cairn_stream_receive(stream, CAIRN_FOREVER, &bytes, &count)) == CAIRN_DONE) cairn_free(bytes);
  CHECK(outcome == CAIRN_ENDED);
  CHECK_CODE(cairn_stream_status(stream), CAIRN_DEADLINE_EXCEEDED);
  CHECK(now_ms() - begun < 5000);
  cairn_stream_free(stream);
  CHECK(cairn_ping(client, 5000, NULL) == CAIRN_OK);
}

static void test_refused(cairn_client *client) {
  cairn_stream *stream;
  cairn_open(client, CAIRN_STREAMS_RESPONSES, "/cairn.v1.CaseService/WatchCases", "\xFF", 1, as_social_care(), &stream);
  CHECK_CODE(cairn_client_status(client), CAIRN_OK);
  uint8_t *bytes;
  size_t count;
  CHECK(cairn_stream_receive(stream, 10000, &bytes, &count) == CAIRN_ENDED);
  CHECK_CODE(cairn_stream_status(stream), CAIRN_INVALID_ARGUMENT);
  CHECK(cairn_stream_send(stream, "", 0, 0) == CAIRN_FAILED);
  CHECK_CODE(cairn_client_status(client), CAIRN_FAILED_PRECONDITION);
  cairn_stream_free(stream);
}

int main(void) {
  cairn_options options = live_options();
  options.window_bytes = 16384;
  cairn_client *client = cairn_client_create(&options, NULL);
  CHECK(client != NULL);
  test_bulk(client);
  test_watch(client);
  test_deadline(client);
  test_refused(client);
  cairn_client_destroy(client);
  return EXIT_SUCCESS;
}
