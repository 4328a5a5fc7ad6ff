// SEND OPC INFORMATION: power calibration. MMC-6, SEND OPC INFORMATION command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome send_opc_information(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
