// READ CD, READ CD MSF and READ HEADER: sectors of data tracks with what stands around the user data.
// MMC-6, READ CD command, READ CD MSF command; MMC-3, READ HEADER command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// A sector has to be made, and so many bytes of them stand in memory at most; more is refused.
inline constexpr std::int64_t most_bytes_of_sectors = 8 * 1024 * 1024;

[[nodiscard]] base::BlockRange blocks_of_read_cd(const scsi::Cdb& cdb);
[[nodiscard]] base::BlockRange blocks_of_read_cd_msf(const scsi::Cdb& cdb);

scsi::Outcome read_cd(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome read_cd_msf(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome read_header(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
