/* What the tests share. A check that fails ends the program. */
#ifndef SUPPORT_H
#define SUPPORT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cairn.h"
#include "cairn/v1/referral.pb-c.h"

#define CHECK(condition)                                                      \
  do {                                                                        \
    if (!(condition)) {                                                       \
      fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
      exit(EXIT_FAILURE);                                                     \
    }                                                                         \
  } while (0)

/* As CHECK, and says what the status is. */
#define CHECK_CODE(status, expected)                                                                          \
  do {                                                                                                        \
    if (cairn_status_code(status) != (expected)) {                                                            \
      fprintf(stderr, "%s:%d: %s, not %s: %s\n", __FILE__, __LINE__, cairn_code_name(cairn_status_code(status)), \
              cairn_code_name(expected), cairn_status_message(status));                                       \
      exit(EXIT_FAILURE);                                                                                     \
    }                                                                                                         \
  } while (0)

/* A client of the live server that the environment names: CAIRN_ADDRESS, CAIRN_IDENTITY. */
cairn_options live_options(void);

/* Idempotent, as the agency "social-care". */
const cairn_call_options *as_social_care(void);

/* CAIRN_PERSON. */
char *acting_person(void);

/* A SubmitReferralRequest as bytes, to be freed. */
uint8_t *submit_request(char *command_id, char *reference, size_t narrative_bytes, size_t *count);

/* How many of the agency's referrals have the reference, among the latest 200, with everything up to the token. */
size_t count_referrals(cairn_client *client, const char *reference, char *after_token);

int64_t now_ms(void);

#endif
