// How long things take: pure functions of the profile's coefficients, in integers, since a host can see the result.
#pragma once

#include <cstdint>

#include "emulator/base/instant.h"
#include "emulator/base/units.h"
#include "emulator/drive/drive_profile.h"

namespace emulator::drive {

// The bytes that a block takes of a speed: on CD speeds count raw sectors of 2352 bytes, whatever the host sees.
[[nodiscard]] std::int64_t speed_bytes_per_block(Family family);

// The time that `blocks` take at a speed in kB/s (1 kB = 1000 bytes), rounded up to a nanosecond. Speed 0 is refused
// by ending the program: a speed comes from a profile, and a profile without one was refused when it was read.
[[nodiscard]] base::Duration transfer_time(base::BlockCount blocks, Family family, std::uint32_t kbytes_per_second);

}  // namespace emulator::drive
