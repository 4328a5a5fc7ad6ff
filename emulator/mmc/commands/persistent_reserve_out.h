// PERSISTENT RESERVE OUT: register a key, take the drive, give it back, take it from somebody else.
// SPC-4, PERSISTENT RESERVE OUT command.
#pragma once

#include "emulator/mmc/command.h"

namespace emulator::mmc {

// SPC-4, PERSISTENT RESERVE OUT service action codes. PREEMPT AND ABORT and REGISTER AND MOVE are not offered.
namespace reserve_action {
inline constexpr std::uint8_t register_key = 0;
inline constexpr std::uint8_t reserve = 1;
inline constexpr std::uint8_t release = 2;
inline constexpr std::uint8_t clear = 3;
inline constexpr std::uint8_t preempt = 4;
inline constexpr std::uint8_t register_and_ignore_existing_key = 6;
}  // namespace reserve_action

scsi::Outcome persistent_reserve_out(drive::Drive& drive, const scsi::Request& request, base::Instant now);

}  // namespace emulator::mmc
