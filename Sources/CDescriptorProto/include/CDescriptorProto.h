#ifndef CAIRN_CDESCRIPTORPROTO_H
#define CAIRN_CDESCRIPTORPROTO_H

#include "google/protobuf/descriptor.pb-c.h"

#endif
