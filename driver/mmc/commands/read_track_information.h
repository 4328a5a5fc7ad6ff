#pragma once

#include <optional>

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

struct TrackInformation {
  std::uint16_t track{};
  std::uint16_t session{};
  std::uint8_t track_mode{};  // the control field of the Q sub-channel; bit 2 set: data
  std::uint8_t data_mode{};   // 1, 2, or Fh: unknown
  bool is_damaged{};
  bool is_reserved{};
  bool is_blank{};
  bool is_packet{};
  bool is_fixed_packet{};
  base::Lba start{};
  std::optional<base::Lba> next_writable;  // only where the drive says that it is valid
  base::BlockCount free_blocks{};
  base::BlockCount packet_size{};  // or the blocking factor
  base::BlockCount size{};         // on a CD track at once, its two run-out blocks included
  std::optional<base::Lba> last_recorded;

  [[nodiscard]] base::BlockRange range() const { return {start, size}; }
  [[nodiscard]] bool is_data() const { return (track_mode & 0x04) != 0; }
};

// Track number of the invisible or incomplete track (MMC-6, READ TRACK INFORMATION command, address type 01b).
inline constexpr std::uint32_t invisible_track = 0xFF;

std::expected<TrackInformation, DriveError> read_track_information(Device& device, std::uint32_t track);

}  // namespace driver::mmc
