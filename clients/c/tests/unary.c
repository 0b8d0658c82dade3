/* Unary calls to a live server, over whatever it is that the environment names. */
#include "support.h"

static void test_options(void) {
  cairn_options options = live_options();
  const char *why = NULL;
  options.address = "nowhere";
  CHECK(cairn_client_create(&options, &why) == NULL && why != NULL);
  options = live_options();
  options.payload_bytes_max = 1;
  CHECK(cairn_client_create(&options, NULL) == NULL);
}

static void test_submit_twice(cairn_client *client) {
  char id[37];
  size_t count;
  CHECK(cairn_new_id(id));
  uint8_t *request = submit_request(id, id, 200, &count);
  ProtobufCMessage *answers[2];
  for (int round = 0; round < 2; round++) {
    uint8_t *bytes;
    size_t answer_count;
    cairn_call(client, "/cairn.v1.ReferralService/SubmitReferral", request, count, as_social_care(), &bytes, &answer_count);
    CHECK_CODE(cairn_client_status(client), CAIRN_OK);
    answers[round] = protobuf_c_message_unpack(&cairn__v1__submit_referral_response__descriptor, NULL, answer_count, bytes);
    CHECK(answers[round] != NULL);
    cairn_free(bytes);
  }
  Cairn__V1__SubmitReferralResponse *first = (Cairn__V1__SubmitReferralResponse *)answers[0];
  Cairn__V1__SubmitReferralResponse *second = (Cairn__V1__SubmitReferralResponse *)answers[1];
  CHECK(strcmp(first->referral_id, second->referral_id) == 0 && first->n_case_ids == 1);
  CHECK(first->receipt->recorded_at_us == second->receipt->recorded_at_us);
  CHECK(count_referrals(client, id, first->receipt->streams[0]->token) == 1);
  cairn__v1__submit_referral_response__free_unpacked(first, NULL);
  cairn__v1__submit_referral_response__free_unpacked(second, NULL);
  free(request);
}

static void test_field_violations(cairn_client *client) {
  size_t count, answer_count;
  uint8_t *answer;
  uint8_t *request = submit_request("no-uuid", "", 10, &count);
  cairn_code code = cairn_call(client, "/cairn.v1.ReferralService/SubmitReferral", request, count, as_social_care(),
                               &answer, &answer_count);
  free(request);
  const cairn_status *status = cairn_client_status(client);
  CHECK_CODE(status, CAIRN_INVALID_ARGUMENT);
  CHECK(code == CAIRN_INVALID_ARGUMENT && answer == NULL && answer_count == 0);
  CHECK(cairn_status_violation_count(status) >= 1);
  cairn_violation violation = cairn_status_violation(status, 0);
  CHECK(strcmp(violation.field, "context.command_id") == 0);
  CHECK(violation.description[0] != '\0' && violation.reason[0] != '\0');
  CHECK(cairn_status_reason(status) != NULL && cairn_status_domain(status) != NULL);
  CHECK(cairn_status_info(status, "no such key") == NULL && cairn_status_retry_delay_us(status) == -1);
  CHECK(cairn_status_violation(status, 1000).field[0] == '\0');
}

static void test_refusals(cairn_client *client) {
  uint8_t *answer;
  size_t count;
  cairn_call(client, "/cairn.v1.CaseService/Nothing", NULL, 0, NULL, &answer, &count);
  CHECK_CODE(cairn_client_status(client), CAIRN_UNIMPLEMENTED);
  cairn_call(client, "/cairn.v1.CaseService/GetCase", "\xFF", 1, NULL, &answer, &count);
  CHECK_CODE(cairn_client_status(client), CAIRN_INVALID_ARGUMENT);
  cairn_call(client, "no path", NULL, 0, NULL, &answer, &count);
  CHECK_CODE(cairn_client_status(client), CAIRN_INVALID_ARGUMENT);
  CHECK(cairn_status_is_untouched(cairn_client_status(client)));
  cairn_metadatum wrong = {"Key", "v", 1};
  cairn_call_options options = {.metadata = &wrong, .metadata_count = 1};
  cairn_call(client, "/cairn.v1.CaseService/GetCase", NULL, 0, &options, &answer, &count);
  CHECK_CODE(cairn_client_status(client), CAIRN_INVALID_ARGUMENT);
  cairn_metadatum large = {"large-bin", NULL, 9000};
  uint8_t *value = calloc(1, 9000);
  CHECK(value != NULL);
  large.value = value;
  options.metadata = &large;
  cairn_call(client, "/cairn.v1.CaseService/GetCase", NULL, 0, &options, &answer, &count);
  CHECK_CODE(cairn_client_status(client), CAIRN_RESOURCE_EXHAUSTED);
  free(value);
  uint8_t *huge = calloc(1, 5000000);
  CHECK(huge != NULL);
  cairn_call(client, "/cairn.v1.CaseService/GetCase", huge, 5000000, NULL, &answer, &count);
  CHECK_CODE(cairn_client_status(client), CAIRN_RESOURCE_EXHAUSTED);
  free(huge);
  /* After all of that the connection still serves. */
  cairn_ping(client, 5000, NULL);
  CHECK_CODE(cairn_client_status(client), CAIRN_OK);
}

/* In clear the server knows callers by metadata alone. */
static void test_metadata(cairn_client *client) {
  cairn_metadatum claim = {"cairn-agency", "nobody-knows", 12};
  cairn_call_options options = {.metadata = &claim, .metadata_count = 1};
  char id[37];
  size_t count, answer_count;
  uint8_t *answer;
  CHECK(cairn_new_id(id));
  uint8_t *request = submit_request(id, id, 10, &count);
  cairn_call(client, "/cairn.v1.ReferralService/SubmitReferral", request, count, &options, &answer, &answer_count);
  CHECK_CODE(cairn_client_status(client), CAIRN_PERMISSION_DENIED);
  cairn_call(client, "/cairn.v1.ReferralService/SubmitReferral", request, count, NULL, &answer, &answer_count);
  CHECK_CODE(cairn_client_status(client), CAIRN_UNAUTHENTICATED);
  free(request);
}

/* Calls begun before their answers are awaited, received in the other order. */
static void test_several_at_once(cairn_client *client) {
  char ids[8][37];
  cairn_stream *calls[8];
  for (int at = 0; at < 8; at++) {
    size_t count;
    CHECK(cairn_new_id(ids[at]));
    uint8_t *request = submit_request(ids[at], ids[at], 100, &count);
    cairn_open(client, CAIRN_UNARY, "/cairn.v1.ReferralService/SubmitReferral", request, count, as_social_care(), &calls[at]);
    CHECK_CODE(cairn_client_status(client), CAIRN_OK);
    free(request);
  }
  for (int at = 7; at >= 0; at--) {
    ProtobufCMessage *answer;
    CHECK(cairn_stream_receive_message(calls[at], &cairn__v1__submit_referral_response__descriptor, 10000, &answer) == CAIRN_DONE);
    protobuf_c_message_free_unpacked(answer, NULL);
    CHECK(cairn_stream_receive_message(calls[at], &cairn__v1__submit_referral_response__descriptor, 10000, &answer) == CAIRN_ENDED);
    CHECK_CODE(cairn_stream_status(calls[at]), CAIRN_OK);
    CHECK(cairn_stream_send(calls[at], NULL, 0, 0) == CAIRN_FAILED);
    cairn_stream_free(calls[at]);
  }
}

int main(void) {
  test_options();
  cairn_options options = live_options();
  cairn_client *client = cairn_client_create(&options, NULL);
  CHECK(client != NULL);
  int64_t round_trip_us = -1;
  cairn_ping(client, 0, &round_trip_us);
  CHECK_CODE(cairn_client_status(client), CAIRN_OK);
  CHECK(round_trip_us >= 0);
  test_refusals(client);
  /* On the Unix socket the server's user is the operator, who submits nothing. */
  if (strncmp(options.address, "unix:", 5) != 0) {
    test_submit_twice(client);
    test_field_violations(client);
    test_several_at_once(client);
    if (options.identity == NULL) test_metadata(client);
  }
  cairn_client_destroy(client);
  return EXIT_SUCCESS;
}
