#pragma once

#include "driver/mmc/device.h"

namespace driver::mmc {

// MMC-6, CLOSE TRACK/SESSION command, Close Function.
enum class CloseFunction : std::uint8_t { track = 1, session = 2, finalize = 6 };

// Immed is set, and the drive is waited for: writing a lead-out takes minutes. `track` counts for CloseFunction::track.
std::expected<void, DriveError> close_track_session(Device& device, CloseFunction function, std::uint16_t track);

}  // namespace driver::mmc
