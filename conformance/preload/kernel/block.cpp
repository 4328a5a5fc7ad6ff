#include "conformance/preload/kernel/block.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>

#include "conformance/preload/kernel/bsg.h"
#include "conformance/preload/kernel/commands.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint32_t sector_bytes = 512;
constexpr std::uint32_t page_bytes = 4096;        // the unit in which Linux caches a block device
constexpr std::uint32_t bytes_a_command = 65536;  // what one READ of ours takes
constexpr std::uint8_t recovered_error = 0x01;    // SPC-4, sense keys

bool is_good(const scsi::Answer& answer) { return answer.host == scsi::HostStatus::ok && answer.status == scsi::good; }

// SPC-4, Fixed format sense data: INFORMATION, which names the first block that is not good.
std::uint64_t information_of(base::Bytes sense) {
  constexpr std::size_t field = 3;
  if (sense.size() < field + 4) return 0;
  return std::uint64_t{sense[field]} << 24 | sense[field + 1] << 16 | sense[field + 2] << 8 | sense[field + 3];
}

// sr_done. Nobody asks whether INFORMATION is valid.
void note_failure(Device& device, const scsi::Answer& answer) {
  constexpr std::uint8_t medium_error = 0x03;
  constexpr std::uint8_t volume_overflow = 0x0D;
  const auto sense = scsi::parse_sense(answer.sense);
  if (!sense || (answer.sense.front() & 0x7F) != 0x70) return;
  const std::uint8_t key = answer.sense[2];  // with the three bits above it
  if (key != medium_error && key != volume_overflow && key != scsi::sense_key::illegal_request) return;
  const Capacity capacity = device.capacity();
  const std::uint64_t unit = cache_block_bytes(capacity);
  device.note_bad(information_of(answer.sense) * capacity.block_bytes / unit * unit);
}

// scsi_decide_disposition: what a request of the block layer is sent again for, up to MAX_RETRIES of sr.h.
bool is_worth_a_retry(const scsi::Answer& answer) {
  constexpr std::uint8_t aborted_command = 0x0B;
  constexpr std::uint8_t medium_error = 0x03;
  const auto sense = scsi::parse_sense(answer.sense);
  if (!sense) return false;
  if (sense->key == aborted_command) return true;
  const bool is_final = sense->asc == 0x11 || sense->asc == 0x13 || sense->asc == 0x14;
  return sense->key == medium_error && !is_final;
}

std::optional<base::ByteBuffer> read_once(Device& device, std::uint64_t first, std::uint32_t count,
                                          std::uint32_t block_bytes) {
  const auto cdb = read_blocks(static_cast<std::uint32_t>(first), static_cast<std::uint16_t>(count));
  const std::uint32_t bytes = count * block_bytes;
  if (!device.drive().is_connected() || device.medium().refuses_reading()) return std::nullopt;  // sr_init_command
  scsi::Answer answer = device.send_once(cdb, bytes);
  for (int retries = 0; retries < Device::sr_tries && is_worth_a_retry(answer); ++retries) {
    answer = device.send_once(cdb, bytes);
  }
  const auto sense = scsi::parse_sense(answer.sense);
  const bool is_recovered = answer.host == scsi::HostStatus::ok && sense && sense->key == recovered_error;
  if ((is_good(answer) || is_recovered) && answer.data_in.size() == bytes) return std::move(answer.data_in);
  if (sense && sense->key == scsi::sense_key::unit_attention) device.medium().note_attention();
  note_failure(device, answer);
  return std::nullopt;
}

// Units of `unit` blocks in [first, end), counted in blocks of the drive, until one fails.
base::ByteBuffer read_blocks_from(Device& device, const Capacity& capacity, std::uint64_t first, std::uint64_t end,
                                  std::uint64_t unit) {
  std::uint64_t most = bytes_a_command / capacity.block_bytes;
  base::ByteBuffer bytes;
  while (first < end) {
    const auto count = static_cast<std::uint32_t>(std::min(most, end - first));
    const auto data = read_once(device, first, count, capacity.block_bytes);
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
  if (file.device.is_read_only != 0) return std::unexpected(EPERM);
  if (bytes.empty()) return 0;
  const std::int64_t place = offset < 0 ? file.position.load() : offset;
  const bool is_behind = static_cast<std::uint64_t>(place) >= file.device.capacity().bytes;
  return std::unexpected(is_behind ? ENOSPC : EIO);
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
