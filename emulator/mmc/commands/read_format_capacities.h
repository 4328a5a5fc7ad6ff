// READ FORMAT CAPACITIES. MMC-6, READ FORMAT CAPACITIES command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// The current capacity, and what the medium says that it could be formatted to.
scsi::Outcome read_format_capacities(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
