#ifndef CAIRN_DESCRIPTOR_PROTO_H
#define CAIRN_DESCRIPTOR_PROTO_H

#include "google/protobuf/descriptor.pb-c.h"

/* Swift cannot take the address of a C constant, so C hands it out. */
static inline const ProtobufCMessageDescriptor *cairn_file_descriptor_set_descriptor(void) {
  return &google__protobuf__file_descriptor_set__descriptor;
}

#endif
