// What FORMAT UNIT makes of a blank BD-R: how much becomes spares, and whether recorded blocks may be overwritten.
// MMC-6, FORMAT UNIT command, BD-R formats.
#pragma once

#include <vector>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"

namespace emulator::media {

// The blocks that are recorded together.
inline constexpr std::int64_t bd_r_cluster = 32;

// The formats of a disc of that capacity, the default first; none where it is too small for the spares.
[[nodiscard]] std::vector<Format> bd_r_formats(base::BlockCount capacity);

// What a blank disc of that capacity becomes. Sense with the byte of FORMAT UNIT's parameter list that is wrong.
[[nodiscard]] Result<Formatting> bd_r_formatting(base::BlockCount capacity, const Format& wanted);

}  // namespace emulator::media
