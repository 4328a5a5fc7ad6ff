#pragma once

#include <vector>

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

struct WriteSpeed {
  std::uint32_t write_kbytes_per_second{};  // 1000 bytes each, as the standard counts
  std::uint32_t read_kbytes_per_second{};
  base::Lba end{};  // the last address for which it holds
  bool is_constant_angular{};
};

// The write speeds for the current medium, fastest first as the drive lists them.
std::expected<std::vector<WriteSpeed>, DriveError> get_write_speeds(Device& device);

}  // namespace driver::mmc
