// GET PERFORMANCE: nominal performance (type 00h) and write speeds (type 03h). MMC-6, GET PERFORMANCE command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// The transfer has no allocation length: the CDB says how many descriptors there is room for, none of them being enough
// to learn from the header how many there are.
scsi::Outcome get_performance(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
