// FORMAT UNIT. MMC-6, FORMAT UNIT command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

[[nodiscard]] scsi::Outcome format_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
