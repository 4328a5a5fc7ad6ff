// readv, writev and their relatives on a virtual device: the parts one after another.
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <span>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/transfer.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<ssize_t(int, const iovec*, int)> readv{"readv"};
inline constinit Next<ssize_t(int, const iovec*, int)> writev{"writev"};
inline constinit Next<ssize_t(int, const iovec*, int, off64_t)> preadv{"preadv64"};
inline constinit Next<ssize_t(int, const iovec*, int, off64_t)> pwritev{"pwritev64"};
inline constinit Next<ssize_t(int, const iovec*, int, off64_t, int)> preadv2{"preadv64v2"};
inline constinit Next<ssize_t(int, const iovec*, int, off64_t, int)> pwritev2{"pwritev64v2"};
}  // namespace next

namespace {

// The parts of a vector one after another, until one comes short.
template <typename Move>
ssize_t move_parts(std::span<const iovec> parts, Move move) {
  ssize_t total = 0;
  for (const iovec& part : parts) {
    const ssize_t moved = move(part);
    if (moved < 0) return total > 0 ? total : -1;
    total += moved;
    if (static_cast<std::size_t>(moved) < part.iov_len) break;
  }
  return total;
}

ssize_t read_parts(const OpenDrive& drive, const iovec* parts, int count) {
  return move_parts({parts, static_cast<std::size_t>(count)},
                    [&](const iovec& part) { return read_drive(drive, part.iov_base, part.iov_len, own_position); });
}

ssize_t write_parts(const OpenDrive& drive, const iovec* parts, int count) {
  return move_parts({parts, static_cast<std::size_t>(count)},
                    [&](const iovec& part) { return write_drive(drive, part.iov_base, part.iov_len, own_position); });
}

bool is_list(const iovec* parts, int count, off64_t offset) {
  if (parts != nullptr && count >= 0 && offset >= 0) return true;
  errno = parts == nullptr ? EFAULT : EINVAL;
  return false;
}

ssize_t read_parts_at(const OpenDrive& drive, const iovec* parts, int count, off64_t offset) {
  if (!is_list(parts, count, offset)) return -1;
  return move_parts({parts, static_cast<std::size_t>(count)}, [&](const iovec& part) {
    const ssize_t moved = read_drive(drive, part.iov_base, part.iov_len, offset);
    if (moved > 0) offset += moved;
    return moved;
  });
}

ssize_t write_parts_at(const OpenDrive& drive, const iovec* parts, int count, off64_t offset) {
  if (!is_list(parts, count, offset)) return -1;
  return move_parts({parts, static_cast<std::size_t>(count)}, [&](const iovec& part) {
    const ssize_t moved = write_drive(drive, part.iov_base, part.iov_len, offset);
    if (moved > 0) offset += moved;
    return moved;
  });
}

ssize_t readv_at(int descriptor, const iovec* parts, int count, off64_t offset) {
  const auto drive = drive_behind(descriptor);
  return drive ? read_parts_at(*drive, parts, count, offset) : next::preadv(descriptor, parts, count, offset);
}

ssize_t writev_at(int descriptor, const iovec* parts, int count, off64_t offset) {
  const auto drive = drive_behind(descriptor);
  return drive ? write_parts_at(*drive, parts, count, offset) : next::pwritev(descriptor, parts, count, offset);
}

// An offset of -1 stands for the file's own position; the flags are hints that a drive need not follow.
ssize_t readv_with(int descriptor, const iovec* parts, int count, off64_t offset, int flags) {
  const auto drive = drive_behind(descriptor);
  if (!drive) return next::preadv2(descriptor, parts, count, offset, flags);
  return offset == own_position ? read_parts(*drive, parts, count) : read_parts_at(*drive, parts, count, offset);
}

ssize_t writev_with(int descriptor, const iovec* parts, int count, off64_t offset, int flags) {
  const auto drive = drive_behind(descriptor);
  if (!drive) return next::pwritev2(descriptor, parts, count, offset, flags);
  return offset == own_position ? write_parts(*drive, parts, count) : write_parts_at(*drive, parts, count, offset);
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] ssize_t readv(int descriptor, const iovec* parts, int count) {
  const auto drive = shim::drive_behind(descriptor);
  if (!drive) return shim::next::readv(descriptor, parts, count);
  return shim::is_list(parts, count, 0) ? shim::read_parts(*drive, parts, count) : -1;
}
[[gnu::visibility("default")]] ssize_t writev(int descriptor, const iovec* parts, int count) {
  const auto drive = shim::drive_behind(descriptor);
  if (!drive) return shim::next::writev(descriptor, parts, count);
  return shim::is_list(parts, count, 0) ? shim::write_parts(*drive, parts, count) : -1;
}
[[gnu::visibility("default")]] ssize_t preadv(int descriptor, const iovec* parts, int count, off_t offset) {
  return shim::readv_at(descriptor, parts, count, offset);
}
[[gnu::visibility("default")]] ssize_t preadv64(int descriptor, const iovec* parts, int count, off64_t offset) {
  return shim::readv_at(descriptor, parts, count, offset);
}
[[gnu::visibility("default")]] ssize_t pwritev(int descriptor, const iovec* parts, int count, off_t offset) {
  return shim::writev_at(descriptor, parts, count, offset);
}
[[gnu::visibility("default")]] ssize_t pwritev64(int descriptor, const iovec* parts, int count, off64_t offset) {
  return shim::writev_at(descriptor, parts, count, offset);
}
[[gnu::visibility("default")]] ssize_t preadv2(int descriptor, const iovec* parts, int count, off_t offset, int flags) {
  return shim::readv_with(descriptor, parts, count, offset, flags);
}
[[gnu::visibility("default")]] ssize_t preadv64v2(int descriptor, const iovec* parts, int count, off64_t offset,
                                                  int flags) {
  return shim::readv_with(descriptor, parts, count, offset, flags);
}
[[gnu::visibility("default")]] ssize_t pwritev2(int descriptor, const iovec* parts, int count, off_t offset,
                                                int flags) {
  return shim::writev_with(descriptor, parts, count, offset, flags);
}
[[gnu::visibility("default")]] ssize_t pwritev64v2(int descriptor, const iovec* parts, int count, off64_t offset,
                                                   int flags) {
  return shim::writev_with(descriptor, parts, count, offset, flags);
}

}  // extern "C"
