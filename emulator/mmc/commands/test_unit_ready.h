// TEST UNIT READY. SPC-4, TEST UNIT READY command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// All that it tests is tested by the gates.
scsi::Outcome test_unit_ready(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
