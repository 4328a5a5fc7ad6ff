// READ CAPACITY (10) and (16): the last address that holds something to read, which is 0 on a blank disc.
// MMC-6, READ CAPACITY command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome read_capacity_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome read_capacity_16(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
