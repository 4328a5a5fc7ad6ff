// The block layer's own requests (block/ioctl.c, blkdev_ioctl and blkdev_common_ioctl), which no driver sees.
#include <fcntl.h>
#include <linux/blkpg.h>
#include <linux/blkzoned.h>
#include <linux/fs.h>
#include <linux/hdreg.h>

#include <algorithm>
#include <array>
#include <bit>

#include "conformance/preload/kernel/block.h"
#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint32_t sector_bytes = 512;  // the unit of BLKGETSIZE and BLKSECTGET
constexpr std::int64_t sectors_a_page = 8;
constexpr unsigned long get_disk_sequence = _IOR(0x12, 128, std::uint64_t);  // BLKGETDISKSEQ

Answer size_in(const OpenFile& file, std::uint64_t unit) { return answer_with(file.device.capacity().bytes / unit); }

// set_blocksize; there is no cache whose blocks would change.
Answer set_block_size(const OpenFile& file, const Ioctl& call) {
  constexpr std::uint32_t page_bytes = 4096;
  if (!call.is_privileged) return std::unexpected(EACCES);
  const auto wanted = argument_as<std::uint32_t>(call.bytes);
  if (!wanted || *wanted > page_bytes || *wanted < sector_bytes || !std::has_single_bit(*wanted)) {
    return std::unexpected(EINVAL);
  }
  if (*wanted < file.device.capacity().block_bytes) return std::unexpected(EINVAL);
  return Done{};
}

// What sr has no function for, but only after the caller was seen to have the file open for writing.
Answer refuse_discard(const OpenFile& file, Errno reason) {
  return std::unexpected(file.is_writable() ? reason : EBADF);
}

// What only a privileged program may change, and then can.
Answer change_setting(Device& device, const Ioctl& call) {
  if (!call.is_privileged) return std::unexpected(EACCES);
  if (call.request == BLKRASET || call.request == BLKFRASET) device.read_ahead_pages = call.value / sectors_a_page;
  if (call.request != BLKROSET) return Done{};
  const auto value = argument_as<std::int32_t>(call.bytes);
  if (!value) return std::unexpected(value.error());
  device.is_read_only = *value != 0 ? 1 : 0;
  return Done{};
}

Answer change(OpenFile& file, const Ioctl& call) {
  switch (call.request) {
    case BLKFLSBUF:
    case BLKROSET:
    case BLKRASET:
    case BLKFRASET:
      return change_setting(file.device, call);
    case BLKBSZSET:
      return set_block_size(file, call);
    case BLKRRPART:
    case BLKPG:
      // sr's disks have no partitions (GENHD_FL_NO_PART).
      return std::unexpected(call.is_privileged ? EINVAL : EACCES);
    case BLKDISCARD:
    case BLKSECDISCARD:
      return refuse_discard(file, EOPNOTSUPP);
    case BLKZEROOUT:
      return refuse_discard(file, EIO);
    case HDIO_GETGEO:
    case BLKREPORTZONE:
    case BLKRESETZONE:
      return std::unexpected(ENOTTY);
    default:
      return std::unexpected(not_mine);
  }
}

}  // namespace

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
    case BLKBSZGET:
      return answer_with(static_cast<std::int32_t>(cache_block_bytes(file.device.capacity())));
    case BLKIOOPT:
    case BLKALIGNOFF:
    case BLKDISCARDZEROES:
    case BLKGETZONESZ:
    case BLKGETNRZONES:
      return answer_with(std::int32_t{0});
    case BLKROGET:
      // sr itself never calls a drive read-only; its open() for writing fails instead.
      return answer_with(file.device.is_read_only.load());
    case BLKROTATIONAL:
      return answer_with(std::uint16_t{1});
    case get_disk_sequence:
      return answer_with(std::uint64_t{file.device.names().sr + 1});
    case BLKRAGET:
    case BLKFRAGET:
      return answer_with(file.device.read_ahead_pages * sectors_a_page);
    case BLKSECTGET:
      return answer_with(static_cast<std::uint16_t>(
          std::min<std::uint32_t>(file.device.drive().largest_transfer() / sector_bytes, 0xFFFF)));
    default:
      return change(file, call);
  }
}

}  // namespace conformance::preload::kernel
