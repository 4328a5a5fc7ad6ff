#pragma once

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

struct StreamingSpeed {
  base::Lba last_block{};                  // of the medium
  std::uint32_t read_kbytes_per_second{};  // 1000 bytes each
  std::uint32_t write_kbytes_per_second{};
};

// SET STREAMING: for DVD and Blu-ray. The drive takes the next lower speed that it has.
std::expected<void, DriveError> set_streaming(Device& device, const StreamingSpeed& speed);

inline constexpr std::uint32_t fastest_cd_speed = 0xFFFF;

// SET CD SPEED, constant linear velocity as the drive chooses by itself. Values above 65535 mean the fastest.
std::expected<void, DriveError> set_cd_speed(Device& device, std::uint32_t read_kbytes_per_second,
                                             std::uint32_t write_kbytes_per_second);

}  // namespace driver::mmc
