/*
 * Submits a referral and shows its case: a whole client of Cairn.
 *
 *   refer [--identity DIR] [--agency ID] [--person UUID] [ADDRESS]
 *
 * ADDRESS is HOST:PORT or unix:PATH, 127.0.0.1:7400 if none is given. Without --identity it speaks in clear to a server that
 * was started with --insecure, and says itself which agency calls. The agency is one of children's social care, whose
 * lead practitioners may open cases.
 */
#include <cairn.h>
#include <cairn/v1/case.pb-c.h>
#include <cairn/v1/referral.pb-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Who acts. On a real hub this person stands in the agency's staff register, in both roles. */
static char *person = "01920c5e-0000-7000-8000-000000000001";
static cairn_metadatum claim = {"cairn-agency", "social-care", 11};

/* Prints why a call failed, each field that was at fault with its path. */
static int complain(const cairn_client *client, const char *what) {
  const cairn_status *status = cairn_client_status(client);
  fprintf(stderr, "%s: %s: %s\n", what, cairn_code_name(cairn_status_code(status)), cairn_status_message(status));
  for (size_t at = 0; at < cairn_status_violation_count(status); at++) {
    cairn_violation violation = cairn_status_violation(status, at);
    fprintf(stderr, "  %s: %s (%s)\n", violation.field, violation.description, violation.reason);
  }
  return EXIT_FAILURE;
}

static Cairn__V1__SubmitReferralResponse *submit(cairn_client *client, const cairn_call_options *options) {
  Cairn__V1__PersonName name = CAIRN__V1__PERSON_NAME__INIT;
  name.given = "Amara";
  name.family = "Testcase";

  Cairn__V1__Identifier number = CAIRN__V1__IDENTIFIER__INIT;
  number.scheme = CAIRN__V1__IDENTIFIER_SCHEME__IDENTIFIER_SCHEME_NHS_NUMBER;
  number.value = "9991042148";
  Cairn__V1__Identifier *numbers[] = {&number};

  char *lines[] = {"Flat 3, 14 Specimen Road", "London"};
  Cairn__V1__Address address = CAIRN__V1__ADDRESS__INIT;
  address.n_lines = COUNT(lines);
  address.lines = lines;
  address.postcode = "W9 9ZZ";
  address.local_authority_gss = "E09000033";
  Cairn__V1__Address *addresses[] = {&address};

  char *disabilities[] = {"NONE"};
  Cairn__V1__Child child = CAIRN__V1__CHILD__INIT;
  child.name = &name;
  child.date_of_birth = "2016-05-03";
  child.sex = "F";
  child.ethnicity = "MWBC";
  child.n_disabilities = COUNT(disabilities);
  child.disabilities = disabilities;
  child.n_identifiers = COUNT(numbers);
  child.identifiers = numbers;
  child.n_addresses = COUNT(addresses);
  child.addresses = addresses;
  child.school = "Specimen Road Primary School";
  Cairn__V1__Child *children[] = {&child};

  Cairn__V1__PersonName reporter_name = CAIRN__V1__PERSON_NAME__INIT;
  reporter_name.given = "Rowan";
  reporter_name.family = "Sample";
  Cairn__V1__Reporter reporter = CAIRN__V1__REPORTER__INIT;
  reporter.name = &reporter_name;
  reporter.capacity = "Duty social worker";
  reporter.telephone = "020 7946 0123";

  Cairn__V1__Statement statement = CAIRN__V1__STATEMENT__INIT;
  statement.assertion = CAIRN__V1__ASSERTION__ASSERTION_OBSERVED;
  statement.text = "The electricity was off. There was a half-empty packet of cereal and no other food in the kitchen.";
  statement.source = "Home visit";
  statement.observed_at = "2026-01-14T22:05:00+00:00";
  statement.recorded_at = "2026-01-15T00:20:00+00:00";
  Cairn__V1__Statement *statements[] = {&statement};

  Cairn__V1__Referral referral = CAIRN__V1__REFERRAL__INIT;
  referral.n_children = COUNT(children);
  referral.children = children;
  referral.reporter = &reporter;
  referral.source = "6";
  referral.primary_need = "N1";
  referral.n_statements = COUNT(statements);
  referral.statements = statements;
  referral.narrative = "Called by a neighbour who heard crying. The child was alone in the flat, in the dark, for an hour.";
  referral.agency_reference = "SC 1187/14JAN26";

  /* The id is what makes it safe to send the command again: the server does it once and answers the same. */
  char id[37], now[26];
  time_t seconds = time(NULL);
  if (!cairn_new_id(id)) return NULL;
  strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%S+00:00", gmtime(&seconds));
  Cairn__V1__CommandContext context = CAIRN__V1__COMMAND_CONTEXT__INIT;
  context.command_id = id;
  context.occurred_at = now;
  context.acting_person = person;
  context.role = CAIRN__V1__ROLE__ROLE_REFERRER;
  context.purpose = "child-safeguarding";

  Cairn__V1__SubmitReferralRequest request = CAIRN__V1__SUBMIT_REFERRAL_REQUEST__INIT;
  request.context = &context;
  request.referral = &referral;
  ProtobufCMessage *response;
  cairn_call_message(client, "/cairn.v1.ReferralService/SubmitReferral", &request.base,
                     &cairn__v1__submit_referral_response__descriptor, options, &response);
  return (Cairn__V1__SubmitReferralResponse *)response;
}

/* The case, with everything in it that the receipt says is recorded: the server waits until it can show that. */
static Cairn__V1__GetCaseResponse *get_case(cairn_client *client, const cairn_call_options *options, char *case_id,
                                            const Cairn__V1__Receipt *receipt) {
  Cairn__V1__QueryContext context = CAIRN__V1__QUERY_CONTEXT__INIT;
  context.acting_person = person;
  context.role = CAIRN__V1__ROLE__ROLE_LEAD_PRACTITIONER;
  context.purpose = "child-safeguarding";
  Cairn__V1__GetCaseRequest request = CAIRN__V1__GET_CASE_REQUEST__INIT;
  request.context = &context;
  request.case_id = case_id;
  for (size_t at = 0; at < receipt->n_streams; at++) {
    if (strcmp(receipt->streams[at]->stream_id, case_id) == 0) request.after_token = receipt->streams[at]->token;
  }
  ProtobufCMessage *response;
  cairn_call_message(client, "/cairn.v1.CaseService/GetCase", &request.base,
                     &cairn__v1__get_case_response__descriptor, options, &response);
  return (Cairn__V1__GetCaseResponse *)response;
}

static void print(const Cairn__V1__CaseView *view) {
  const ProtobufCEnumValue *status =
      protobuf_c_enum_descriptor_get_value(&cairn__v1__case_status__descriptor, (int)view->status);
  printf("Case %s: %s\n", view->case_id, status == NULL ? "?" : status->name);
  if (view->child != NULL && view->child->name != NULL) {
    printf("  %s %s, born %s\n", view->child->name->given, view->child->name->family, view->child->date_of_birth);
  }
  if (view->referral == NULL) return;
  printf("  referred by %s: %s\n", view->referral->agency_id, view->referral->narrative);
  for (size_t at = 0; at < view->referral->n_statements; at++) {
    printf("  %s: %s\n", view->referral->statements[at]->source, view->referral->statements[at]->text);
  }
}

static int refer(cairn_client *client) {
  /* Both calls may be sent again: the one carries its id, the other changes nothing. */
  cairn_call_options options = CAIRN_CALL_OPTIONS_INIT;
  options.idempotent = true;
  options.metadata = &claim;
  options.metadata_count = 1;

  Cairn__V1__SubmitReferralResponse *submitted = submit(client, &options);
  if (submitted == NULL) return complain(client, "The referral was not recorded");
  printf("Referral %s is recorded.\n", submitted->referral_id);
  for (size_t at = 0; at < submitted->n_findings; at++) {
    printf("Finding %s at %s: %s\n", submitted->findings[at]->rule, submitted->findings[at]->field,
           submitted->findings[at]->message);
  }

  int result = EXIT_SUCCESS;
  for (size_t at = 0; at < submitted->n_case_ids && result == EXIT_SUCCESS; at++) {
    Cairn__V1__GetCaseResponse *shown = get_case(client, &options, submitted->case_ids[at], submitted->receipt);
    if (shown == NULL || shown->case_view == NULL) {
      result = complain(client, "The case cannot be shown");
    } else {
      print(shown->case_view);
    }
    if (shown != NULL) cairn__v1__get_case_response__free_unpacked(shown, NULL);
  }
  cairn__v1__submit_referral_response__free_unpacked(submitted, NULL);
  return result;
}

int main(int argc, char **argv) {
  cairn_options options = CAIRN_OPTIONS_INIT;
  options.address = "127.0.0.1:7400";
  options.connect_attempts_max = 1; /* A person who waits is told at once that nobody answers there. */
  for (int at = 1; at < argc; at++) {
    if (strcmp(argv[at], "--identity") == 0 && at + 1 < argc) {
      options.identity = argv[++at];
    } else if (strcmp(argv[at], "--agency") == 0 && at + 1 < argc) {
      claim.value = argv[++at];
      claim.value_bytes = strlen(argv[at]);
    } else if (strcmp(argv[at], "--person") == 0 && at + 1 < argc) {
      person = argv[++at];
    } else if (argv[at][0] != '-') {
      options.address = argv[at];
    } else {
      fprintf(stderr, "usage: refer [--identity DIR] [--agency ID] [--person UUID] [ADDRESS]\n");
      return EXIT_FAILURE;
    }
  }

  const char *why;
  cairn_client *client = cairn_client_create(&options, &why);
  if (client == NULL) {
    fprintf(stderr, "refer: %s\n", why);
    return EXIT_FAILURE;
  }
  int result = refer(client);
  cairn_client_destroy(client);
  return result;
}
