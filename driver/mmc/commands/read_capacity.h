#pragma once

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

struct Capacity {
  base::Lba last_block{};  // 0 also where nothing can be read: on a blank disc
  std::uint32_t block_bytes{};
};

// READ CAPACITY (10).
std::expected<Capacity, DriveError> read_capacity(Device& device);

}  // namespace driver::mmc
