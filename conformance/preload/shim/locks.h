// Locks on a drive's device file. The program's descriptor is a socket, whose locks nobody else would see: the broker
// keeps them.
#pragma once

#include <fcntl.h>

#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {

// fcntl's F_SETLK and its relatives; the result is fcntl's.
int lock_record(const OpenDrive& drive, int command, struct flock* lock);

}  // namespace conformance::preload::shim
