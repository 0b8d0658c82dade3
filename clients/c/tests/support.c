#include "support.h"

#include <time.h>

cairn_options live_options(void) {
  cairn_options options = CAIRN_OPTIONS_INIT;
  options.address = getenv("CAIRN_ADDRESS");
  options.identity = getenv("CAIRN_IDENTITY");
  CHECK(options.address != NULL);
  return options;
}

const cairn_call_options *as_social_care(void) {
  static const cairn_metadatum claim = {"cairn-agency", "social-care", 11};
  static const cairn_call_options options = {.idempotent = true, .metadata = &claim, .metadata_count = 1};
  return &options;
}

char *acting_person(void) {
  char *person = getenv("CAIRN_PERSON");
  CHECK(person != NULL);
  return person;
}

uint8_t *submit_request(char *command_id, char *reference, size_t narrative_bytes, size_t *count) {
  Cairn__V1__PersonName name = CAIRN__V1__PERSON_NAME__INIT;
  name.given = "Amara";
  name.family = "Testcase";
  Cairn__V1__Child child = CAIRN__V1__CHILD__INIT;
  child.name = &name;
  child.date_of_birth = "2016-05-03";
  child.sex = "F";
  Cairn__V1__Child *children[] = {&child};
  Cairn__V1__PersonName reporter_name = CAIRN__V1__PERSON_NAME__INIT;
  reporter_name.given = "Rowan";
  reporter_name.family = "Sample";
  Cairn__V1__Reporter reporter = CAIRN__V1__REPORTER__INIT;
  reporter.name = &reporter_name;
  reporter.capacity = "Duty social worker";

  Cairn__V1__Referral referral = CAIRN__V1__REFERRAL__INIT;
  referral.n_children = 1;
  referral.children = children;
  referral.reporter = &reporter;
  referral.source = "6";
  referral.primary_need = "N1";
  referral.agency_reference = reference;
  referral.narrative = malloc(narrative_bytes + 1);
  CHECK(referral.narrative != NULL);
  memset(referral.narrative, 'n', narrative_bytes);
  referral.narrative[narrative_bytes] = '\0';

  Cairn__V1__CommandContext context = CAIRN__V1__COMMAND_CONTEXT__INIT;
  context.command_id = command_id;
  context.occurred_at = "2026-01-14T22:05:00+00:00";
  context.acting_person = acting_person();
  context.role = CAIRN__V1__ROLE__ROLE_REFERRER;
  context.purpose = "child-safeguarding";
  Cairn__V1__SubmitReferralRequest request = CAIRN__V1__SUBMIT_REFERRAL_REQUEST__INIT;
  request.context = &context;
  request.referral = &referral;
  uint8_t *bytes = malloc(cairn__v1__submit_referral_request__get_packed_size(&request));
  CHECK(bytes != NULL);
  *count = cairn__v1__submit_referral_request__pack(&request, bytes);
  free(referral.narrative);
  return bytes;
}

size_t count_referrals(cairn_client *client, const char *reference, char *after_token) {
  Cairn__V1__QueryContext context = CAIRN__V1__QUERY_CONTEXT__INIT;
  context.acting_person = acting_person();
  context.role = CAIRN__V1__ROLE__ROLE_REFERRER;
  context.purpose = "child-safeguarding";
  Cairn__V1__ListReferralsRequest request = CAIRN__V1__LIST_REFERRALS_REQUEST__INIT;
  request.context = &context;
  request.page_size = 200;
  request.after_token = after_token;
  ProtobufCMessage *message;
  cairn_call_message(client, "/cairn.v1.ReferralService/ListReferrals", &request.base,
                     &cairn__v1__list_referrals_response__descriptor, as_social_care(), &message);
  CHECK_CODE(cairn_client_status(client), CAIRN_OK);
  Cairn__V1__ListReferralsResponse *response = (Cairn__V1__ListReferralsResponse *)message;
  size_t found = 0;
  for (size_t at = 0; at < response->n_referrals; at++) {
    found += strcmp(response->referrals[at]->agency_reference, reference) == 0 ? 1 : 0;
  }
  cairn__v1__list_referrals_response__free_unpacked(response, NULL);
  return found;
}

int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
