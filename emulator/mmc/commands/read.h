// READ (10) and READ (12): user data of 2048 bytes a block. MMC-6, READ (10) command, READ (12) command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// What one READ (12) may ask for; as much as a READ (10) can. More is refused before a block is touched.
inline constexpr std::int64_t most_blocks_of_a_read = 65535;

[[nodiscard]] base::BlockRange blocks_of_read_10(const scsi::Cdb& cdb);
[[nodiscard]] base::BlockRange blocks_of_read_12(const scsi::Cdb& cdb);

// MMC-6, READ (10) command: a transfer length of zero is no error; an address that does not exist is one all the same.
[[nodiscard]] scsi::Outcome nothing_to_read(const media::Medium& disc, base::Lba address);

scsi::Outcome read_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome read_12(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
