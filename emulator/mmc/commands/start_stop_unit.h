// START STOP UNIT and LOAD/UNLOAD MEDIUM: spin, eject, load. MMC-6, START STOP UNIT command, LOAD/UNLOAD MEDIUM
// command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// A stopped disc spins up again by itself when it is needed, so START and STOP leave no trace.
scsi::Outcome start_stop_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now);

// The same for a drive with one slot: a changer's other slots there are not.
scsi::Outcome load_unload_medium(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
