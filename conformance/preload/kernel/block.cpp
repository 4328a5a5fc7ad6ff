#include "conformance/preload/kernel/block.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "conformance/preload/kernel/block_requests.h"
#include "conformance/preload/kernel/block_writing.h"
#include "conformance/preload/kernel/bsg.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint32_t sector_bytes = 512;
constexpr std::uint32_t page_bytes = 4096;  // the unit in which Linux caches a block device
// Units of `unit` blocks in [first, end), counted in blocks of the drive, until one fails.
base::ByteBuffer read_blocks_from(Device& device, const Capacity& capacity, std::uint64_t first, std::uint64_t end,
                                  std::uint64_t unit) {
  std::uint64_t most = bytes_a_request / capacity.block_bytes;
  base::ByteBuffer bytes;
  while (first < end) {
    const auto count = static_cast<std::uint32_t>(std::min(most, end - first));
    const auto data = read_request(device, static_cast<std::uint32_t>(first), count, capacity.block_bytes);
    if (data) {
      bytes.insert(bytes.end(), data->begin(), data->end());
      first += count;
    } else if (count > unit) {
      most = unit;  // the pages of a failed request are read again one by one, so that those before the bad one come
    } else {
      break;
    }
  }
  return bytes;
}

// O_DIRECT: past the cache, all or nothing (__blkdev_direct_IO_simple).
std::expected<base::ByteBuffer, Errno> read_directly(Device& device, const Capacity& capacity, std::uint64_t offset,
                                                     std::uint64_t size) {
  if ((offset | size) % capacity.block_bytes != 0) return std::unexpected(EINVAL);
  const std::uint64_t first = offset / capacity.block_bytes;
  const std::uint64_t count = size / capacity.block_bytes;
  base::ByteBuffer bytes = read_blocks_from(device, capacity, first, first + count, count);
  if (bytes.size() < size) return std::unexpected(EIO);
  return bytes;
}

// Whole blocks of the cache. Where one fails the medium may turn out to end before it (filemap_read asks for the size
// again when a page was read).
std::expected<base::ByteBuffer, Errno> read_through_cache(Device& device, const Capacity& capacity,
                                                          std::uint64_t offset, std::uint64_t size) {
  const std::uint64_t unit = cache_block_bytes(capacity);
  const std::uint64_t first = offset / unit * unit;
  const std::uint64_t last = (offset + size + unit - 1) / unit * unit;
  base::ByteBuffer bytes = read_blocks_from(device, capacity, first / capacity.block_bytes, last / capacity.block_bytes,
                                            unit / capacity.block_bytes);
  const std::uint64_t skipped = offset - first;
  const bool is_at_end = offset >= device.capacity().bytes;
  if (bytes.size() <= skipped && !is_at_end) return std::unexpected(EIO);
  if (is_at_end) return base::ByteBuffer{};
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(skipped));
  bytes.resize(std::min<std::size_t>(bytes.size(), size));
  return bytes;
}

std::expected<base::ByteBuffer, Errno> read_medium(OpenFile& file, std::uint64_t offset, std::uint32_t size) {
  Device& device = file.device;
  const Capacity capacity = device.capacity();
  const std::uint64_t end = std::min(capacity.bytes, offset + size);
  if (offset >= end) return base::ByteBuffer{};
  const bool is_direct = (file.flags & O_DIRECT) != 0;
  return is_direct ? read_directly(device, capacity, offset, end - offset)
                   : read_through_cache(device, capacity, offset, end - offset);
}

}  // namespace

std::uint32_t cache_block_bytes(const Capacity& capacity) {
  std::uint32_t bytes = std::max(capacity.block_bytes, sector_bytes);
  while (bytes < page_bytes && (capacity.bytes & bytes) == 0) bytes *= 2;
  return bytes;
}

std::expected<base::ByteBuffer, Errno> read_at(OpenFile& file, std::uint64_t offset, std::uint32_t size) {
  switch (file.driver) {
    case wire::Driver::sr:
      return read_medium(file, offset, size);
    case wire::Driver::sg:
      return std::unexpected(ESPIPE);  // nonseekable_open
    case wire::Driver::bsg:
      break;
  }
  return std::unexpected(EINVAL);  // vfs_read of a file without the function
}

std::expected<base::ByteBuffer, Errno> read_on(OpenFile& file, std::uint32_t size) {
  // sg's read() fetches the answers of commands that write() sent, and that is not offered (Decision 4).
  if (file.driver == wire::Driver::sg) return std::unexpected((file.flags & O_NONBLOCK) != 0 ? EAGAIN : EIO);
  auto bytes = read_at(file, static_cast<std::uint64_t>(file.position.load()), size);
  if (bytes) file.position += static_cast<std::int64_t>(bytes->size());
  return bytes;
}

std::expected<std::int64_t, Errno> write(OpenFile& file, base::Bytes bytes, std::int64_t offset) {
  if (file.driver == wire::Driver::bsg) return std::unexpected(EINVAL);
  if (file.driver == wire::Driver::sg) return std::unexpected(offset < 0 ? EIO : ESPIPE);
  const std::int64_t place = offset < 0 ? file.position.load() : offset;
  const auto count = write_medium(file, bytes, static_cast<std::uint64_t>(place));
  if (count && offset < 0) file.position = place + *count;
  return count;
}

std::expected<std::int64_t, Errno> seek(OpenFile& file, std::int64_t offset, int whence) {
  if (file.driver == wire::Driver::sg) return std::unexpected(ESPIPE);
  if (file.driver == wire::Driver::bsg) return seek_bsg(file, offset, whence);
  const auto size = static_cast<std::int64_t>(file.device.capacity().bytes);
  std::int64_t target = offset;
  if (whence == SEEK_CUR) target += file.position;
  if (whence == SEEK_END) target += size;
  if (whence != SEEK_SET && whence != SEEK_CUR && whence != SEEK_END) return std::unexpected(EINVAL);
  if (target < 0 || target > size) return std::unexpected(EINVAL);
  file.position = target;
  return target;
}

}  // namespace conformance::preload::kernel
