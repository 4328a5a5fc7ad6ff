// START STOP UNIT: spin, eject, load. MMC-6, START STOP UNIT command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// A stopped disc spins up again by itself when it is needed, so START and STOP leave no trace.
scsi::Outcome start_stop_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
