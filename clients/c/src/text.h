/* What the protobuf library lets pass: texts that are no UTF-8, or that hold a NUL and would be cut short by it. */
#ifndef CRN_TEXT_H
#define CRN_TEXT_H

#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool crn_is_utf8(const uint8_t *bytes, size_t count);

/* Whether every text in an unpacked message, and in the messages in it, is UTF-8. */
bool crn_message_has_utf8(const ProtobufCMessage *message);

#endif
