#pragma once

#include <vector>

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

// Main channel data forms of mode 1 (MMC-6, SEND CUE SHEET command, Data Form of Main Data).
inline constexpr std::uint8_t mode_1_user_data = 0x10;  // 2048 bytes a block come from the host
inline constexpr std::uint8_t mode_1_generated = 0x14;  // none: the drive makes the sectors

inline constexpr std::uint8_t data_control = 0x4;  // Q sub-channel control: data, copying prohibited

struct CueSheetRow {
  std::uint8_t control{data_control};
  std::uint8_t track{};  // 0: lead-in, AAh: lead-out
  std::uint8_t index{};
  std::uint8_t data_form{};
  base::Lba start{};  // written as an absolute time on the disc; the lead-in's has no meaning and is sent as 0
  auto operator<=>(const CueSheetRow&) const = default;
};

// The rows as the drive gets them, eight bytes each.
[[nodiscard]] base::ByteBuffer encode_cue_sheet(const std::vector<CueSheetRow>& rows);

std::expected<void, DriveError> send_cue_sheet(Device& device, const std::vector<CueSheetRow>& rows);

}  // namespace driver::mmc
