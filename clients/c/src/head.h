/* The head of a CALL frame. */
#ifndef CRN_HEAD_H
#define CRN_HEAD_H

#include "buffer.h"
#include "cairn.h"

/* NULL, or what is wrong with the path or the metadata by the protocol's rules. */
const char *crn_head_fault(const char *path, const cairn_metadatum *metadata, size_t count);

/* Appends the packed CallHeader. timeout_us: 0 for none. false if there is no memory. */
bool crn_head_pack(crn_buffer *to, const char *path, uint64_t timeout_us, const cairn_metadatum *metadata, size_t count);

#endif
