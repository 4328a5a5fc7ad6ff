// Blocks in other forms than 2048 bytes, the catalog number, and where writing would go on.
#pragma once

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

enum class BlockForm : std::uint8_t { raw, mode_1, mode_2 };

// One whole block by READ CD: 2352 bytes (raw), 2048 (mode 1) or 2336 (mode 2). A drive without that command gets its
// block length changed and READ (10) (mmc_ioctl_cdrom_read_data).
std::expected<base::ByteBuffer, Errno> read_block(Device& device, std::uint32_t address, BlockForm form);

// Blocks of audio, 2352 bytes each (cdrom_read_cdda): many a command until a drive fails at that, then one by one.
std::expected<base::ByteBuffer, Errno> read_audio(Device& device, std::uint32_t first, std::uint32_t count);

// READ SUB-CHANNEL, media catalog number: 13 digits.
std::expected<base::ByteBuffer, Errno> read_catalog_number(Device& device);

// cdrom_get_last_written and cdrom_get_next_writable.
std::expected<std::int64_t, Errno> last_written(Device& device);
std::expected<std::int64_t, Errno> next_writable(Device& device);

}  // namespace conformance::preload::kernel
