// The commands that move the drive's mechanics, or ask how they stand.
#pragma once

#include <optional>

#include "driver/mmc/device.h"

namespace driver::mmc {

enum class Motion : std::uint8_t { stop, start, eject, load };
// START STOP UNIT, waited for.
std::expected<void, DriveError> start_stop_unit(Device& device, Motion motion);

enum class Removal : std::uint8_t { allowed, prevented };
// PREVENT ALLOW MEDIUM REMOVAL, for this initiator until it says otherwise or its session ends.
std::expected<void, DriveError> set_medium_removal(Device& device, Removal removal);

struct MediaStatus {
  bool is_present{};
  bool is_tray_open{};
};
// GET EVENT STATUS NOTIFICATION, polled, media class. Nothing when the drive does not report that class.
std::expected<std::optional<MediaStatus>, DriveError> get_media_status(Device& device);

}  // namespace driver::mmc
