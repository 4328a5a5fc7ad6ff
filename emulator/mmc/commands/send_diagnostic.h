// SEND DIAGNOSTIC: the default self-test, which finds nothing wrong. SPC-4, SEND DIAGNOSTIC command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome send_diagnostic(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
