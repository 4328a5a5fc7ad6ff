// VERIFY (10) and VERIFY (12): whether blocks are there and can be read, and with BYTCHK whether they hold what the
// host sent. MMC-6, VERIFY (10) command, VERIFY (12) command; SBC-3 for BYTCHK.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

[[nodiscard]] base::BlockRange blocks_of_verify_10(const scsi::Cdb& cdb);
[[nodiscard]] base::BlockRange blocks_of_verify_12(const scsi::Cdb& cdb);

// The blocks read, in pieces, against `expected` where that is given; MISCOMPARE names the block that differs.
[[nodiscard]] media::Result<void> verify_blocks(const media::Medium& disc, base::BlockRange range,
                                                std::optional<base::Bytes> expected);

scsi::Outcome verify_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome verify_12(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
