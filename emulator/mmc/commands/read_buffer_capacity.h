// READ BUFFER CAPACITY. MMC-6, READ BUFFER CAPACITY command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// Never fails while the buffer drains: hosts that wait for room ask nothing else.
scsi::Outcome read_buffer_capacity(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
