/* A command whose server dies: sent again, it is done once. The driver restarts the server when told, by a line. */
#include "support.h"

static Cairn__V1__SubmitReferralResponse *submit(cairn_client *client, const uint8_t *request, size_t count) {
  cairn_call_options options = *as_social_care();
  options.timeout_ms = 120000;
  uint8_t *answer;
  size_t answer_count;
  cairn_call(client, "/cairn.v1.ReferralService/SubmitReferral", request, count, &options, &answer, &answer_count);
  CHECK_CODE(cairn_client_status(client), CAIRN_OK);
  Cairn__V1__SubmitReferralResponse *response = cairn__v1__submit_referral_response__unpack(NULL, answer_count, answer);
  CHECK(response != NULL);
  cairn_free(answer);
  return response;
}

int main(void) {
  cairn_options options = live_options();
  cairn_client *client = cairn_client_create(&options, NULL);
  char id[37];
  size_t count;
  CHECK(client != NULL && cairn_new_id(id));
  uint8_t *request = submit_request(id, id, 500, &count);
  Cairn__V1__SubmitReferralResponse *first = submit(client, request, count);

  puts("restart");
  fflush(stdout);
  CHECK(getchar() == 'k'); /* It is dead, and is started while the call waits. */

  Cairn__V1__SubmitReferralResponse *second = submit(client, request, count);
  CHECK(strcmp(first->referral_id, second->referral_id) == 0);
  CHECK(first->receipt->recorded_at_us == second->receipt->recorded_at_us);
  CHECK(first->receipt->n_streams == second->receipt->n_streams);
  for (size_t at = 0; at < first->receipt->n_streams; at++) {
    const Cairn__V1__StreamReceipt *was = first->receipt->streams[at], *is = second->receipt->streams[at];
    CHECK(strcmp(was->stream_id, is->stream_id) == 0 && was->n_positions == is->n_positions);
    for (size_t position = 0; position < was->n_positions; position++) CHECK(was->positions[position] == is->positions[position]);
  }
  CHECK(count_referrals(client, id, second->receipt->streams[0]->token) == 1);
  cairn__v1__submit_referral_response__free_unpacked(first, NULL);
  cairn__v1__submit_referral_response__free_unpacked(second, NULL);
  free(request);
  cairn_client_destroy(client);
  return EXIT_SUCCESS;
}
