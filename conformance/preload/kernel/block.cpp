#include "conformance/preload/kernel/block.h"

#include <fcntl.h>
#include <linux/fs.h>
#include <unistd.h>

#include <algorithm>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint32_t sector_bytes = 512;       // the unit of BLKGETSIZE and BLKSECTGET
constexpr std::uint32_t page_bytes = 4096;        // the unit in which Linux caches a block device
constexpr std::uint32_t bytes_a_command = 65536;  // what one READ of ours takes

bool is_sr(const OpenFile& file) { return file.driver == wire::Driver::sr; }

std::uint64_t bytes_of(const Capacity& capacity) { return capacity.blocks * capacity.block_bytes; }

// Whole blocks [first, end), until one fails.
base::ByteBuffer read_blocks_from(Device& device, const Capacity& capacity, std::uint64_t first, std::uint64_t end) {
  base::ByteBuffer bytes;
  std::uint64_t most = bytes_a_command / capacity.block_bytes;
  while (first < end) {
    const auto count = static_cast<std::uint32_t>(std::min(most, end - first));
    const auto cdb = kernel::read_blocks(static_cast<std::uint32_t>(first), static_cast<std::uint16_t>(count));
    const auto data = device.packet(cdb, count * capacity.block_bytes);
    if (data) {
      bytes.insert(bytes.end(), data->begin(), data->end());
      first += count;
    } else if (count > 1) {
      most =
          1;  // the block layer too tries the blocks of a failed request again, so that those before the bad one come
    } else {
      break;
    }
  }
  return bytes;
}

Answer size_in(const OpenFile& file, std::uint64_t unit) {
  return answer_with(bytes_of(file.device.capacity()) / unit);
}

}  // namespace

std::expected<base::ByteBuffer, Errno> read(OpenFile& file, std::uint64_t offset, std::uint32_t size) {
  // sg's read() fetches the answers of commands that write() sent.
  if (!is_sr(file)) return std::unexpected((file.flags & O_NONBLOCK) != 0 ? EAGAIN : EIO);
  if (!file.device.drive().is_connected()) return std::unexpected(EIO);
  const Capacity capacity = file.device.capacity();
  const std::uint64_t end = std::min(bytes_of(capacity), offset + size);
  if (offset >= end) return base::ByteBuffer{};
  const std::uint64_t first = offset / capacity.block_bytes;
  const std::uint64_t last = (end + capacity.block_bytes - 1) / capacity.block_bytes;
  base::ByteBuffer bytes = read_blocks_from(file.device, capacity, first, last);
  const std::uint64_t skipped = offset - first * capacity.block_bytes;
  if (bytes.size() <= skipped) return std::unexpected(EIO);
  bytes.erase(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(skipped));
  bytes.resize(std::min<std::size_t>(bytes.size(), end - offset));
  return bytes;
}

std::expected<base::ByteBuffer, Errno> read_on(OpenFile& file, std::uint32_t size) {
  auto bytes = read(file, static_cast<std::uint64_t>(file.position.load()), size);
  if (bytes) file.position += static_cast<std::int64_t>(bytes->size());
  return bytes;
}

std::expected<std::int64_t, Errno> seek(OpenFile& file, std::int64_t offset, int whence) {
  if (!is_sr(file)) return std::unexpected(ESPIPE);
  const auto size = static_cast<std::int64_t>(bytes_of(file.device.capacity()));
  std::int64_t target = offset;
  if (whence == SEEK_CUR) target += file.position;
  if (whence == SEEK_END) target += size;
  if (whence != SEEK_SET && whence != SEEK_CUR && whence != SEEK_END) return std::unexpected(EINVAL);
  if (target < 0 || target > size) return std::unexpected(EINVAL);
  file.position = target;
  return target;
}

Answer control_block(OpenFile& file, const Ioctl& call) {
  switch (call.request) {
    case BLKGETSIZE64:
      return size_in(file, 1);
    case BLKGETSIZE:
      return size_in(file, sector_bytes);
    case BLKSSZGET:
    case BLKPBSZGET:
    case BLKIOMIN:
      return answer_with(static_cast<std::int32_t>(file.device.capacity().block_bytes));
    case BLKBSZGET: {
      const Capacity capacity = file.device.capacity();
      const bool fills_pages = bytes_of(capacity) % page_bytes == 0;
      return answer_with(static_cast<std::int32_t>(fills_pages ? page_bytes : capacity.block_bytes));
    }
    case BLKIOOPT:
    case BLKALIGNOFF:
      return answer_with(std::int32_t{0});
    case BLKROGET:
      return answer_with(std::int32_t{0});  // sr never calls a drive read-only; its open() for writing fails instead
    case BLKRAGET:
    case BLKFRAGET:
      return answer_with(std::int64_t{256});  // sectors, the kernel's default of 128 KiB
    case BLKSECTGET:
      return answer_with(static_cast<std::uint16_t>(file.device.drive().largest_transfer() / sector_bytes));
    case BLKFLSBUF:
      return call.is_privileged ? Answer(Done{}) : std::unexpected(EACCES);
    default:
      return std::unexpected(ENOTTY);
  }
}

}  // namespace conformance::preload::kernel
