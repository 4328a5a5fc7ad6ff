// FORMAT UNIT. MMC-6, FORMAT UNIT command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// A header and one descriptor: the CDB does not say it.
[[nodiscard]] std::uint64_t format_unit_list_length(base::Bytes cdb);

[[nodiscard]] scsi::Outcome format_unit(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
