// read, write, lseek and fsync on a virtual device.
#include "conformance/preload/shim/transfer.h"

#include <fcntl.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<ssize_t(int, void*, size_t, off64_t)> pread{"pread64"};
inline constinit Next<ssize_t(int, const void*, size_t, off64_t)> pwrite{"pwrite64"};
inline constinit Next<off64_t(int, off64_t, int)> lseek{"lseek64"};
inline constinit Next<int(int)> fsync{"fsync"};
inline constinit Next<int(int)> fdatasync{"fdatasync"};
}  // namespace next

namespace {

std::int64_t result_of(const std::optional<wire::Reply>& reply) {
  if (reply && reply->error == 0) return reply->result;
  errno = reply ? reply->error : EIO;
  return -1;
}

}  // namespace

// The kernel reads in pieces too; a caller that wants more calls again.
ssize_t read_drive(const OpenDrive& drive, void* memory, size_t bytes, std::int64_t offset) {
  const auto wanted = static_cast<std::uint32_t>(std::min<std::size_t>(bytes, wire::largest_bytes));
  const iovec in{.iov_base = memory, .iov_len = wanted};
  const wire::Request request{
      .operation = wire::Operation::read, .file = drive.file, .number = wanted, .argument = offset};
  return result_of(started_shim()->client.call(request, {.in = {&in, 1}}));
}

ssize_t write_drive(const OpenDrive& drive, const void* memory, size_t bytes, std::int64_t offset) {
  const auto offered = static_cast<std::uint32_t>(std::min<std::size_t>(bytes, wire::largest_bytes));
  const iovec out{.iov_base = const_cast<void*>(memory), .iov_len = offered};
  const wire::Request request{
      .operation = wire::Operation::write, .bytes = offered, .file = drive.file, .number = offered, .argument = offset};
  return result_of(started_shim()->client.call(request, {.out = {&out, 1}}));
}

namespace {

ssize_t read_any(int descriptor, void* memory, size_t bytes) {
  const auto drive = drive_behind(descriptor);
  return drive ? read_drive(*drive, memory, bytes, own_position) : next::read(descriptor, memory, bytes);
}

ssize_t read_at(int descriptor, void* memory, size_t bytes, off64_t offset) {
  const auto drive = drive_behind(descriptor);
  if (!drive) return next::pread(descriptor, memory, bytes, offset);
  if (offset >= 0) return read_drive(*drive, memory, bytes, offset);
  errno = EINVAL;
  return -1;
}

ssize_t write_at(int descriptor, const void* memory, size_t bytes, off64_t offset) {
  const auto drive = drive_behind(descriptor);
  if (!drive) return next::pwrite(descriptor, memory, bytes, offset);
  if (offset >= 0) return write_drive(*drive, memory, bytes, offset);
  errno = EINVAL;
  return -1;
}

off64_t seek(int descriptor, off64_t offset, int whence) {
  const auto drive = drive_behind(descriptor);
  if (!drive) return next::lseek(descriptor, offset, whence);
  return result_of(started_shim()->client.call({.operation = wire::Operation::seek,
                                                .file = drive->file,
                                                .number = static_cast<std::uint64_t>(whence),
                                                .argument = offset}));
}

int synchronize(const OpenDrive& drive) {
  return static_cast<int>(
      result_of(started_shim()->client.call({.operation = wire::Operation::synchronize, .file = drive.file})));
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] ssize_t read(int descriptor, void* memory, size_t bytes) {
  return shim::read_any(descriptor, memory, bytes);
}
// What glibc's headers call under _FORTIFY_SOURCE; the room was known when the program was compiled.
[[gnu::visibility("default")]] ssize_t __read_chk(int descriptor, void* memory, size_t bytes, size_t /*room*/) {
  return shim::read_any(descriptor, memory, bytes);
}
[[gnu::visibility("default")]] ssize_t pread(int descriptor, void* memory, size_t bytes, off_t offset) {
  return shim::read_at(descriptor, memory, bytes, offset);
}
[[gnu::visibility("default")]] ssize_t pread64(int descriptor, void* memory, size_t bytes, off64_t offset) {
  return shim::read_at(descriptor, memory, bytes, offset);
}
[[gnu::visibility("default")]] ssize_t __pread_chk(int descriptor, void* memory, size_t bytes, off_t offset,
                                                   size_t /*room*/) {
  return shim::read_at(descriptor, memory, bytes, offset);
}
[[gnu::visibility("default")]] ssize_t __pread64_chk(int descriptor, void* memory, size_t bytes, off64_t offset,
                                                     size_t /*room*/) {
  return shim::read_at(descriptor, memory, bytes, offset);
}
[[gnu::visibility("default")]] ssize_t write(int descriptor, const void* memory, size_t bytes) {
  const auto drive = shim::drive_behind(descriptor);
  return drive ? shim::write_drive(*drive, memory, bytes, shim::own_position)
               : shim::next::write(descriptor, memory, bytes);
}
[[gnu::visibility("default")]] ssize_t pwrite(int descriptor, const void* memory, size_t bytes, off_t offset) {
  return shim::write_at(descriptor, memory, bytes, offset);
}
[[gnu::visibility("default")]] ssize_t pwrite64(int descriptor, const void* memory, size_t bytes, off64_t offset) {
  return shim::write_at(descriptor, memory, bytes, offset);
}
[[gnu::visibility("default")]] int fsync(int descriptor) {
  const auto drive = shim::drive_behind(descriptor);
  return drive ? shim::synchronize(*drive) : shim::next::fsync(descriptor);
}
[[gnu::visibility("default")]] int fdatasync(int descriptor) {
  const auto drive = shim::drive_behind(descriptor);
  return drive ? shim::synchronize(*drive) : shim::next::fdatasync(descriptor);
}
[[gnu::visibility("default")]] off_t lseek(int descriptor, off_t offset, int whence) noexcept {
  return shim::seek(descriptor, offset, whence);
}
[[gnu::visibility("default")]] off64_t lseek64(int descriptor, off64_t offset, int whence) noexcept {
  return shim::seek(descriptor, offset, whence);
}

}  // extern "C"
