// libpq as Swift sees it. Macros that Swift cannot import stand here as functions and constants.
#ifndef CAIRN_CLIBPQ_SHIM_H
#define CAIRN_CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>

// Field codes of PQresultErrorField: character literals, which Swift's importer skips.
static const int cairn_diag_severity_nonlocalized = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int cairn_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int cairn_diag_message_primary = PG_DIAG_MESSAGE_PRIMARY;
static const int cairn_diag_message_detail = PG_DIAG_MESSAGE_DETAIL;
static const int cairn_diag_statement_position = PG_DIAG_STATEMENT_POSITION;
static const int cairn_diag_schema_name = PG_DIAG_SCHEMA_NAME;
static const int cairn_diag_table_name = PG_DIAG_TABLE_NAME;
static const int cairn_diag_constraint_name = PG_DIAG_CONSTRAINT_NAME;

// A counter that wakes a poll(2). Swift's Glibc module leaves sys/eventfd.h out.
static inline int cairn_event_descriptor(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }
static inline int cairn_event_signal(int descriptor) { return eventfd_write(descriptor, 1); }
static inline int cairn_event_clear(int descriptor) {
  eventfd_t value;
  return eventfd_read(descriptor, &value);
}

// Names the calling thread, at most 15 characters. prctl is variadic, which Swift cannot call.
static inline void cairn_name_thread(const char *name) { prctl(PR_SET_NAME, name, 0, 0, 0); }

#endif
