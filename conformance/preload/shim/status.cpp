// The stat family: virtual device files are block special 11:N, character special 21:N, and of bsg character special
// with the number that the kernel would have given it.
#include <fcntl.h>
#include <linux/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace next {
using Stat = struct stat;
inline constinit Next<int(int, const char*, Stat*, int)> fstatat{"fstatat"};
inline constinit Next<int(int, Stat*)> fstat{"fstat"};
inline constinit Next<int(int, const char*, int, unsigned, struct statx*)> statx{"statx"};
inline constinit Next<int(int, const char*, int, int)> faccessat{"faccessat"};
inline constinit Next<ssize_t(int, const char*, char*, size_t)> readlinkat{"readlinkat"};
}  // namespace next

namespace {

// Documentation/admin-guide/devices.txt of Linux: SCSI CD-ROM devices, Generic SCSI access.
constexpr unsigned sr_major = 11;
constexpr unsigned sg_major = 21;

dev_t number_of(const Shim& shim, wire::Node node) {
  const DriveNames& names = shim.drives[node.drive];
  switch (node.driver) {
    case wire::Driver::sr:
      return makedev(sr_major, names.sr);
    case wire::Driver::sg:
      return makedev(sg_major, names.sg);
    case wire::Driver::bsg:
      break;
  }
  return makedev(shim.bsg_major, node.drive);
}

// All of them lie in one file system, /dev; its number only has to be the same for all of them.
constexpr unsigned long dev_file_system = 6;
constexpr unsigned long first_inode = 0x62620000;

struct stat status_of(const Shim& shim, wire::Node node) {
  const bool is_sr = node.driver == wire::Driver::sr;
  struct stat status{};
  status.st_dev = dev_file_system;
  status.st_nlink = 1;
  status.st_blksize = 4096;
  status.st_ino = first_inode + wire::packed(node);
  status.st_mode = (is_sr ? S_IFBLK : S_IFCHR) | 0666;
  status.st_rdev = number_of(shim, node);
  return status;
}

struct stat status_of(const Shim& shim, const PathLookup& lookup) {
  struct stat status = status_of(shim, lookup.node());
  if (lookup.kind() != PathLookup::Kind::link) return status;
  status.st_ino = first_inode - 1;
  status.st_mode = S_IFLNK | 0777;
  status.st_rdev = 0;
  status.st_size = static_cast<off_t>(lookup.target().size());
  return status;
}

int convert(const struct stat& status, struct statx& wide) {
  std::memset(&wide, 0, sizeof wide);
  wide.stx_mask = STATX_BASIC_STATS;
  wide.stx_blksize = static_cast<std::uint32_t>(status.st_blksize);
  wide.stx_nlink = static_cast<std::uint32_t>(status.st_nlink);
  wide.stx_mode = static_cast<std::uint16_t>(status.st_mode);
  wide.stx_ino = status.st_ino;
  wide.stx_size = static_cast<std::uint64_t>(status.st_size);
  wide.stx_rdev_major = major(status.st_rdev);
  wide.stx_rdev_minor = minor(status.st_rdev);
  wide.stx_dev_major = major(status.st_dev);
  wide.stx_dev_minor = minor(status.st_dev);
  return 0;
}

Follow follow_of(int flags) { return (flags & AT_SYMLINK_NOFOLLOW) != 0 ? Follow::no : Follow::yes; }

int stat_descriptor(int descriptor, struct stat* status) {
  const auto drive = drive_behind(descriptor);
  if (!drive) return next::fstat(descriptor, status);
  *status = status_of(*started_shim(), drive->node);
  return 0;
}

bool names_descriptor(const char* path, int flags) {
  return (flags & AT_EMPTY_PATH) != 0 && (path == nullptr || *path == '\0');
}

int stat_at(int directory, const char* path, struct stat* status, int flags) {
  if (names_descriptor(path, flags) && drive_behind(directory)) return stat_descriptor(directory, status);
  const PathLookup lookup(directory, path, follow_of(flags));
  if (!lookup.is_ours()) return next::fstatat(lookup.directory(), lookup.path(), status, flags);
  *status = status_of(*started_shim(), lookup);
  return 0;
}

int statx_at(int directory, const char* path, int flags, unsigned mask, struct statx* wide) {
  if (names_descriptor(path, flags)) {
    if (const auto drive = drive_behind(directory)) return convert(status_of(*started_shim(), drive->node), *wide);
  }
  const PathLookup lookup(directory, path, follow_of(flags));
  if (!lookup.is_ours()) return next::statx(lookup.directory(), lookup.path(), flags, mask, wide);
  return convert(status_of(*started_shim(), lookup), *wide);
}

int access_at(int directory, const char* path, int mode, int flags) {
  const PathLookup lookup(directory, path, follow_of(flags));
  if (!lookup.is_ours()) return next::faccessat(lookup.directory(), lookup.path(), mode, flags);
  if ((mode & X_OK) == 0) return 0;
  errno = EACCES;
  return -1;
}

ssize_t readlink_at(int directory, const char* path, char* text, size_t size) {
  const PathLookup lookup(directory, path, Follow::no);
  if (!lookup.is_ours()) return next::readlinkat(lookup.directory(), lookup.path(), text, size);
  // A device file is no link, except in the folders of the process's descriptors.
  if (lookup.is_device() && !lookup.is_named_by_descriptor()) {
    errno = EINVAL;
    return -1;
  }
  NameBuffer buffer;
  const std::string_view target =
      lookup.is_device() ? device_path(*started_shim(), lookup.node(), buffer) : lookup.target();
  const std::size_t length = std::min(size, target.size());
  std::copy_n(target.data(), length, text);
  return static_cast<ssize_t>(length);
}

// On this machine struct stat64 has the same layout under another name.
template <typename Status>
struct stat* plain(Status* status) {
  static_assert(sizeof(Status) == sizeof(struct stat));
  void* place = status;
  return static_cast<struct stat*>(place);
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload::shim;

extern "C" {

[[gnu::visibility("default")]] int stat(const char* path, struct stat* status) noexcept {
  return stat_at(AT_FDCWD, path, status, 0);
}
[[gnu::visibility("default")]] int stat64(const char* path, struct stat64* status) noexcept {
  return stat_at(AT_FDCWD, path, plain(status), 0);
}
[[gnu::visibility("default")]] int lstat(const char* path, struct stat* status) noexcept {
  return stat_at(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}
[[gnu::visibility("default")]] int lstat64(const char* path, struct stat64* status) noexcept {
  return stat_at(AT_FDCWD, path, plain(status), AT_SYMLINK_NOFOLLOW);
}
[[gnu::visibility("default")]] int fstat(int descriptor, struct stat* status) noexcept {
  return stat_descriptor(descriptor, status);
}
[[gnu::visibility("default")]] int fstat64(int descriptor, struct stat64* status) noexcept {
  return stat_descriptor(descriptor, plain(status));
}
[[gnu::visibility("default")]] int fstatat(int directory, const char* path, struct stat* status, int flags) noexcept {
  return stat_at(directory, path, status, flags);
}
[[gnu::visibility("default")]] int fstatat64(int directory, const char* path, struct stat64* status,
                                             int flags) noexcept {
  return stat_at(directory, path, plain(status), flags);
}

// Programs that were linked before glibc 2.33 call these; the version number says nothing on 64-bit machines.
[[gnu::visibility("default")]] int __xstat(int /*version*/, const char* path, struct stat* status) noexcept {
  return stat_at(AT_FDCWD, path, status, 0);
}
[[gnu::visibility("default")]] int __xstat64(int /*version*/, const char* path, struct stat64* status) noexcept {
  return stat_at(AT_FDCWD, path, plain(status), 0);
}
[[gnu::visibility("default")]] int __lxstat(int /*version*/, const char* path, struct stat* status) noexcept {
  return stat_at(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}
[[gnu::visibility("default")]] int __lxstat64(int /*version*/, const char* path, struct stat64* status) noexcept {
  return stat_at(AT_FDCWD, path, plain(status), AT_SYMLINK_NOFOLLOW);
}
[[gnu::visibility("default")]] int __fxstat(int /*version*/, int descriptor, struct stat* status) noexcept {
  return stat_descriptor(descriptor, status);
}
[[gnu::visibility("default")]] int __fxstat64(int /*version*/, int descriptor, struct stat64* status) noexcept {
  return stat_descriptor(descriptor, plain(status));
}
[[gnu::visibility("default")]] int __fxstatat(int /*version*/, int directory, const char* path, struct stat* status,
                                              int flags) noexcept {
  return stat_at(directory, path, status, flags);
}
[[gnu::visibility("default")]] int __fxstatat64(int /*version*/, int directory, const char* path, struct stat64* status,
                                                int flags) noexcept {
  return stat_at(directory, path, plain(status), flags);
}

[[gnu::visibility("default")]] int statx(int directory, const char* path, int flags, unsigned mask,
                                         struct statx* wide) noexcept {
  return statx_at(directory, path, flags, mask, wide);
}

[[gnu::visibility("default")]] int access(const char* path, int mode) noexcept {
  return access_at(AT_FDCWD, path, mode, 0);
}
[[gnu::visibility("default")]] int eaccess(const char* path, int mode) noexcept {
  return access_at(AT_FDCWD, path, mode, AT_EACCESS);
}
[[gnu::visibility("default")]] int euidaccess(const char* path, int mode) noexcept {
  return access_at(AT_FDCWD, path, mode, AT_EACCESS);
}
[[gnu::visibility("default")]] int faccessat(int directory, const char* path, int mode, int flags) noexcept {
  return access_at(directory, path, mode, flags);
}

[[gnu::visibility("default")]] ssize_t readlink(const char* path, char* text, size_t size) noexcept {
  return readlink_at(AT_FDCWD, path, text, size);
}
[[gnu::visibility("default")]] ssize_t readlinkat(int directory, const char* path, char* text, size_t size) noexcept {
  return readlink_at(directory, path, text, size);
}

}  // extern "C"
