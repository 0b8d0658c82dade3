/* What a program reads from a status. */
#include <string.h>

#include "status.h"

const char *cairn_code_name(cairn_code code) {
  static const char *const names[] = {
      "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS",
      "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED",
      "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED"};
  size_t index = (size_t)code;
  return index < sizeof names / sizeof names[0] ? names[index] : "UNKNOWN";
}

cairn_code cairn_status_code(const cairn_status *status) { return status->code; }

const char *cairn_status_message(const cairn_status *status) {
  if (status->trailer != NULL && status->trailer->status != NULL) return status->trailer->status->message;
  return status->text;
}

bool cairn_status_is_untouched(const cairn_status *status) { return status->is_untouched; }

size_t cairn_status_violation_count(const cairn_status *status) {
  return status->bad_request == NULL ? 0 : status->bad_request->n_field_violations;
}

cairn_violation cairn_status_violation(const cairn_status *status, size_t index) {
  if (index >= cairn_status_violation_count(status)) return (cairn_violation){"", "", ""};
  const Cairn__Rpc__V1__FieldViolation *violation = status->bad_request->field_violations[index];
  return (cairn_violation){violation->field, violation->description, violation->reason};
}

const char *cairn_status_reason(const cairn_status *status) {
  return status->error_info == NULL ? NULL : status->error_info->reason;
}

const char *cairn_status_domain(const cairn_status *status) {
  return status->error_info == NULL ? NULL : status->error_info->domain;
}

const char *cairn_status_info(const cairn_status *status, const char *key) {
  if (status->error_info == NULL) return NULL;
  for (size_t at = 0; at < status->error_info->n_metadata; at++) {
    const Cairn__Rpc__V1__ErrorInfoEntry *entry = status->error_info->metadata[at];
    if (strcmp(entry->key, key) == 0) return entry->value;
  }
  return NULL;
}

int64_t cairn_status_retry_delay_us(const cairn_status *status) {
  if (status->retry_info == NULL || status->retry_info->retry_delay == NULL) return -1;
  int64_t seconds = status->retry_info->retry_delay->seconds;
  int32_t nanoseconds = status->retry_info->retry_delay->nanos;
  /* google.protobuf.Duration's own bounds, so that what is no such duration overflows nothing. */
  if (seconds < 0 || seconds > 315576000000 || nanoseconds < 0 || nanoseconds > 999999999) return -1;
  return seconds * 1000000 + nanoseconds / 1000;
}

const uint8_t *cairn_status_detail(const cairn_status *status, const char *type_url, size_t *detail_bytes) {
  static const uint8_t nothing[1];
  *detail_bytes = 0;
  if (status->trailer == NULL || status->trailer->status == NULL) return NULL;
  for (size_t at = 0; at < status->trailer->status->n_details; at++) {
    const Cairn__Rpc__V1__StatusDetail *detail = status->trailer->status->details[at];
    if (strcmp(detail->type_url, type_url) != 0) continue;
    *detail_bytes = detail->value.len;
    return detail->value.data == NULL ? nothing : detail->value.data;
  }
  return NULL;
}

size_t cairn_status_metadata_count(const cairn_status *status) {
  return status->trailer == NULL ? 0 : status->trailer->n_metadata;
}

cairn_metadatum cairn_status_metadatum(const cairn_status *status, size_t index) {
  if (index >= cairn_status_metadata_count(status)) return (cairn_metadatum){NULL, NULL, 0};
  const Cairn__Rpc__V1__Metadatum *piece = status->trailer->metadata[index];
  return (cairn_metadatum){piece->key, piece->value.data, piece->value.len};
}
