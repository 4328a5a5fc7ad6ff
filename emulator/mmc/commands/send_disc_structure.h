// SEND DISC STRUCTURE. MMC-6, SEND DISC STRUCTURE command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

[[nodiscard]] scsi::Outcome send_disc_structure(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
