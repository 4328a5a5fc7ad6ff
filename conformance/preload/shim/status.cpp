// The stat family: virtual device files are block special 11:N and character special 21:N.
#include <fcntl.h>
#include <linux/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/paths.h"

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

unsigned minor_of(const Shim& shim, wire::Node node) {
  const DriveNames& names = shim.drives[node.drive];
  return node.driver == wire::Driver::sr ? names.sr : names.sg;
}

// The block and char_sg files lie in one file system, /dev; its number only has to be the same for all of them.
constexpr unsigned long dev_file_system = 6;
constexpr unsigned long first_inode = 0x62620000;

void fill(const Shim& shim, const Place& place, struct stat& status) {
  status = {};
  status.st_dev = dev_file_system;
  status.st_nlink = 1;
  status.st_blksize = 4096;
  if (place.kind == Place::Kind::link) {
    status.st_ino = first_inode - 1;
    status.st_mode = S_IFLNK | 0777;
    status.st_size = static_cast<off_t>(place.target.size());
    return;
  }
  const bool is_sr = place.node.driver == wire::Driver::sr;
  status.st_ino = first_inode + wire::packed(place.node);
  status.st_mode = (is_sr ? S_IFBLK : S_IFCHR) | 0666;
  status.st_rdev = makedev(is_sr ? sr_major : sg_major, minor_of(shim, place.node));
}

void convert(const struct stat& status, struct statx& wide) {
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
}

// The place of what these two arguments and AT_EMPTY_PATH name.
std::optional<Place> place_of(int directory, const char* path, int flags) {
  if ((flags & AT_EMPTY_PATH) != 0 && (path == nullptr || *path == '\0')) {
    const auto drive = drive_behind(directory);
    if (!drive) return std::nullopt;
    return Place{.kind = Place::Kind::device, .node = drive->node};
  }
  Shim* here = shim();
  if (here == nullptr) return std::nullopt;
  return find_place(*here, directory, path, (flags & AT_SYMLINK_NOFOLLOW) != 0 ? Follow::no : Follow::yes);
}

int stat_at(int directory, const char* path, struct stat* status, int flags) {
  const auto place = place_of(directory, path, flags);
  if (!place) return next::fstatat(directory, path, status, flags);
  fill(*started_shim(), *place, *status);
  return 0;
}

int stat_descriptor(int descriptor, struct stat* status) {
  const auto drive = drive_behind(descriptor);
  if (!drive) return next::fstat(descriptor, status);
  fill(*started_shim(), {.kind = Place::Kind::device, .node = drive->node}, *status);
  return 0;
}

int access_at(int directory, const char* path, int mode, int flags) {
  const auto place = place_of(directory, path, flags);
  if (!place) return next::faccessat(directory, path, mode, flags);
  if ((mode & X_OK) == 0) return 0;
  errno = EACCES;
  return -1;
}

ssize_t readlink_at(int directory, const char* path, char* text, size_t size) {
  Shim* here = shim();
  const auto place = here != nullptr ? find_place(*here, directory, path, Follow::no) : std::nullopt;
  if (!place) return next::readlinkat(directory, path, text, size);
  NameBuffer buffer;
  std::string_view target = place->target;
  if (place->kind == Place::Kind::device) {
    // A device file is no link, except in the folders of the process's descriptors.
    if (std::string_view(path).find("fd/") == std::string_view::npos) {
      errno = EINVAL;
      return -1;
    }
    target = device_path(*here, place->node, buffer);
  }
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
  const auto place = place_of(directory, path, flags);
  if (!place) return next::statx(directory, path, flags, mask, wide);
  struct stat status{};
  fill(*started_shim(), *place, status);
  convert(status, *wide);
  return 0;
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
