#pragma once

#include <vector>

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

// MMC-6, Current/Maximum Capacity Descriptor, Descriptor Type.
enum class CapacityKind : std::uint8_t { reserved = 0, unformatted = 1, formatted = 2, unknown = 3 };

struct FormattableCapacity {
  base::BlockCount blocks{};
  std::uint8_t format_type{};
  std::uint32_t parameter{};
};

struct FormatCapacities {
  base::BlockCount blocks{};  // formatted: what it holds; else the most it can hold
  CapacityKind kind{};
  std::uint32_t block_bytes{};
  std::vector<FormattableCapacity> formattable;
};

std::expected<FormatCapacities, DriveError> read_format_capacities(Device& device);

}  // namespace driver::mmc
