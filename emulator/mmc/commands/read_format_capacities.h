// READ FORMAT CAPACITIES. MMC-6, READ FORMAT CAPACITIES command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// The current capacity alone: nothing can be formatted, so no formattable capacity is listed.
scsi::Outcome read_format_capacities(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
