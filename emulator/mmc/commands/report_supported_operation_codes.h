// REPORT SUPPORTED OPERATION CODES: the command table as a host may read it.
// SPC-4, REPORT SUPPORTED OPERATION CODES command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

scsi::Outcome report_supported_operation_codes(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
