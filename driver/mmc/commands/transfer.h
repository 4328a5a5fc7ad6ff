// User data to and from the medium, in blocks of 2048 bytes.
#pragma once

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

// READ (10). A reply of another length is malformed.
std::expected<base::ByteBuffer, DriveError> read_10(Device& device, base::BlockRange range);

// A WRITE (10) of `data`, a whole number of blocks, for Device::begin() or execute(). `data` must live until the end.
[[nodiscard]] Request write_10(base::Lba first, base::Bytes data);

// SYNCHRONIZE CACHE (10) of everything. Immed is set, and the drive is waited for: a cache may take minutes to drain.
std::expected<void, DriveError> synchronize_cache(Device& device);

struct BufferCapacity {
  std::uint32_t bytes{};
  std::uint32_t available_bytes{};
};
// READ BUFFER CAPACITY, in bytes.
std::expected<BufferCapacity, DriveError> read_buffer_capacity(Device& device);

}  // namespace driver::mmc
