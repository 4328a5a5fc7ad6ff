#pragma once

#include "driver/mmc/device.h"

namespace driver::mmc {

// MMC-6, BLANK command, Blanking Types: all of the disc, or what makes it look so.
enum class BlankType : std::uint8_t { disc = 0, minimal = 1 };

// Immed is set, and the drive is waited for: blanking a whole disc takes as long as burning it.
std::expected<void, DriveError> blank(Device& device, BlankType type);

}  // namespace driver::mmc
