// One piece of data from or to a virtual device.
#pragma once

#include <sys/types.h>

#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {

// Stands for the open file's own position, which the transfer moves.
inline constexpr std::int64_t own_position = -1;

// As pread and pwrite: the bytes moved, or -1 with errno.
ssize_t read_drive(const OpenDrive& drive, void* memory, size_t bytes, std::int64_t offset);
ssize_t write_drive(const OpenDrive& drive, const void* memory, size_t bytes, std::int64_t offset);

}  // namespace conformance::preload::shim
