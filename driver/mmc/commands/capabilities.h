#pragma once

#include <vector>

#include "driver/mmc/device.h"

namespace driver::mmc {

// Mode page 2Ah, MM Capabilities and Mechanical Status: what it alone still says, or says to drives older than GET
// PERFORMANCE. Speeds in 1000 bytes per second.
struct Capabilities {
  std::uint8_t loading_mechanism{};  // 0 caddy, 1 tray, 2 pop-up
  std::uint32_t maximum_read_kbytes_per_second{};
  std::uint32_t buffer_kibibytes{};
  std::uint32_t current_write_kbytes_per_second{};
  std::vector<std::uint32_t> write_kbytes_per_second;  // for the current medium, fastest first
};

std::expected<Capabilities, DriveError> read_capabilities(Device& device);

}  // namespace driver::mmc
