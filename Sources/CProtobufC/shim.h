#ifndef CAIRN_CPROTOBUFC_SHIM_H
#define CAIRN_CPROTOBUFC_SHIM_H

#include <protobuf-c/protobuf-c.h>

#endif
