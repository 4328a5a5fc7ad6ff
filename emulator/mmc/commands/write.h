// WRITE (10), WRITE (12) and WRITE AND VERIFY (10). MMC-6, those commands.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

[[nodiscard]] base::BlockRange blocks_of_write_10(const scsi::Cdb& cdb);
[[nodiscard]] base::BlockRange blocks_of_write_12(const scsi::Cdb& cdb);
[[nodiscard]] base::BlockRange blocks_of_write_and_verify_10(const scsi::Cdb& cdb);

// The answer comes when the data have found room in the buffer, not when they are on the disc.
scsi::Outcome write_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome write_12(drive::Drive& drive, const scsi::Request& request, base::Instant now);
// The answer comes when the data are on the disc and were read again there: not on CD, which is read by sectors.
scsi::Outcome write_and_verify_10(drive::Drive& drive, const scsi::Request& request, base::Instant now);

// The bytes a block takes of the data that a host sends, by the Data Block Type of the Write Parameters mode page; none
// for a reserved type. MMC-6, Write Parameters mode page, Data Block Type codes.
[[nodiscard]] std::optional<std::uint16_t> data_block_bytes(std::uint8_t data_block_type);

}  // namespace emulator::mmc
