// Blocks in other forms than 2048 bytes, the catalog number, and where writing would go on.
#pragma once

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

enum class BlockForm : std::uint8_t { raw, audio, mode_1, mode_2 };

struct CdRange {
  std::uint32_t first{};
  std::uint32_t count{};
  BlockForm form{BlockForm::raw};
};
// READ CD: whole blocks, 2352 bytes each (raw, audio), 2048 (mode 1) or 2336 (mode 2).
std::expected<base::ByteBuffer, Errno> read_cd(Device& device, const CdRange& range);

// READ SUB-CHANNEL, media catalog number: 13 digits.
std::expected<base::ByteBuffer, Errno> read_catalog_number(Device& device);

// cdrom_get_last_written and cdrom_get_next_writable.
std::expected<std::int64_t, Errno> last_written(Device& device);
std::expected<std::int64_t, Errno> next_writable(Device& device);

}  // namespace conformance::preload::kernel
