#include "conformance/preload/kernel/block_writing.h"

#include <fcntl.h>

#include <algorithm>

#include "conformance/preload/kernel/block.h"
#include "conformance/preload/kernel/block_requests.h"
#include "conformance/preload/kernel/commands.h"

namespace conformance::preload::kernel {
namespace {

// Of [offset, offset + size), in bytes, the units of the cache that hold it.
struct Units {
  std::uint64_t first{}, end{};
};

Units units_of(std::uint64_t offset, std::uint64_t size, std::uint64_t unit) {
  return {.first = offset / unit * unit, .end = (offset + size + unit - 1) / unit * unit};
}

// Puts what is on the disc into one unit of `data` (block_write_begin).
bool fill_up(Device& device, const Capacity& capacity, std::uint64_t at, base::ByteBuffer& data, std::uint64_t first,
             std::uint64_t unit) {
  const auto count = static_cast<std::uint32_t>(unit / capacity.block_bytes);
  const auto old =
      read_request(device, static_cast<std::uint32_t>(at / capacity.block_bytes), count, capacity.block_bytes);
  if (old) std::ranges::copy(*old, data.begin() + static_cast<std::ptrdiff_t>(at - first));
  return old.has_value();
}

// The bytes of `data` that came onto the disc.
std::uint64_t write_blocks_from(Device& device, const Capacity& capacity, std::uint64_t first, base::Bytes data) {
  std::uint64_t done = 0;
  while (done < data.size()) {
    const auto size = std::min<std::uint64_t>(bytes_a_request, data.size() - done);
    const auto block = static_cast<std::uint32_t>((first + done) / capacity.block_bytes);
    if (!write_request(device, block, data.subspan(done, size), capacity.block_bytes)) break;
    done += size;
  }
  return done;
}

std::expected<std::int64_t, Errno> write_directly(Device& device, const Capacity& capacity, base::Bytes bytes,
                                                  std::uint64_t place) {
  if ((place | bytes.size()) % capacity.block_bytes != 0) return std::unexpected(EINVAL);
  if (write_blocks_from(device, capacity, place, bytes) < bytes.size()) return std::unexpected(EIO);
  return static_cast<std::int64_t>(bytes.size());
}

std::expected<std::int64_t, Errno> write_through_cache(Device& device, const Capacity& capacity, base::Bytes bytes,
                                                       std::uint64_t place) {
  const std::uint64_t unit = cache_block_bytes(capacity);
  const std::uint64_t end = place + bytes.size();
  const Units units = units_of(place, bytes.size(), unit);
  base::ByteBuffer data(units.end - units.first);
  const bool begins_inside = place > units.first;
  if (begins_inside && !fill_up(device, capacity, units.first, data, units.first, unit)) return std::unexpected(EIO);
  const bool ends_inside = end < units.end && (!begins_inside || units.end - unit > units.first);
  if (ends_inside && !fill_up(device, capacity, units.end - unit, data, units.first, unit)) return std::unexpected(EIO);
  const std::uint64_t skipped = place - units.first;
  std::ranges::copy(bytes, data.begin() + static_cast<std::ptrdiff_t>(skipped));
  const std::uint64_t done = write_blocks_from(device, capacity, units.first, data);
  if (done <= skipped) return std::unexpected(EIO);
  return static_cast<std::int64_t>(std::min<std::uint64_t>(done - skipped, bytes.size()));
}

}  // namespace

// blkdev_write_iter.
std::expected<std::int64_t, Errno> write_medium(OpenFile& file, base::Bytes bytes, std::uint64_t place) {
  Device& device = file.device;
  if (device.is_read_only != 0) return std::unexpected(EPERM);
  if (bytes.empty()) return 0;
  const Capacity capacity = device.capacity();
  if (place >= capacity.bytes) return std::unexpected(ENOSPC);
  const base::Bytes fitting = bytes.first(std::min<std::uint64_t>(bytes.size(), capacity.bytes - place));
  const bool is_direct = (file.flags & O_DIRECT) != 0;
  return is_direct ? write_directly(device, capacity, fitting, place)
                   : write_through_cache(device, capacity, fitting, place);
}

}  // namespace conformance::preload::kernel
