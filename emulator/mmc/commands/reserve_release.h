// RESERVE and RELEASE, (6) and (10): the drive for one initiator alone. SPC-2, RESERVE (6) command, RELEASE (6)
// command; later standards dropped them, hosts that share a target still send them.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome reserve_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now);
// GOOD from an initiator that holds no reservation, and then without effect.
scsi::Outcome release_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
