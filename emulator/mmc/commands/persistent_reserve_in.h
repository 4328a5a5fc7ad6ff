// PERSISTENT RESERVE IN: who is registered and who holds the drive. SPC-4, PERSISTENT RESERVE IN command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// SPC-4, PERSISTENT RESERVE IN service action codes.
namespace reserve_in_action {
inline constexpr std::uint8_t read_keys = 0;
inline constexpr std::uint8_t read_reservation = 1;
inline constexpr std::uint8_t report_capabilities = 2;
inline constexpr std::uint8_t read_full_status = 3;
}  // namespace reserve_in_action

scsi::Outcome read_keys(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome read_reservation(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome report_capabilities(drive::Drive& drive, const scsi::Request& request, base::Instant now);
scsi::Outcome read_full_status(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
