// syscall(2): a program that asks the kernel by number must meet the same drives as by name.
#include <fcntl.h>
#include <linux/aio_abi.h>
#include <linux/openat2.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace {

using Arguments = std::array<long, 6>;

// One argument as what the call takes it for.
class Word {
 public:
  explicit Word(long value) : value_(value) {}
  template <typename Integer>
    requires std::is_integral_v<Integer>
  operator Integer() const {  // NOLINT(google-explicit-constructor): an argument list converts by itself
    return static_cast<Integer>(value_);
  }
  template <typename Value>
  operator Value*() const {  // NOLINT(google-explicit-constructor)
    return reinterpret_cast<Value*>(static_cast<std::uintptr_t>(value_));
  }

 private:
  long value_;
};

template <typename Result, typename... Parameters, std::size_t... Index>
long call_with(Result (*function)(Parameters...), const Arguments& words, std::index_sequence<Index...> /*all*/) {
  return static_cast<long>(function(static_cast<Parameters>(Word(words[Index]))...));
}

template <typename Result, typename... Parameters>
long call(Result (*function)(Parameters...), const Arguments& words) {
  return call_with(function, words, std::index_sequence_for<Parameters...>{});
}

int open_file(const char* path, int flags, mode_t mode) { return ::open(path, flags, mode); }
int open_file_at(int directory, const char* path, int flags, mode_t mode) {
  return ::openat(directory, path, flags, mode);
}
// The C library has no function of this name.
long open_by_rules(int directory, const char* path, open_how* how, std::size_t size) {
  if (how == nullptr || size < sizeof *how) return next::system(SYS_openat2, directory, path, how, size);
  const PathLookup lookup(directory, path, (how->flags & O_NOFOLLOW) != 0 ? Follow::no : Follow::yes);
  if (lookup.is_ours()) return ::openat(directory, path, static_cast<int>(how->flags), static_cast<mode_t>(how->mode));
  return next::system(SYS_openat2, lookup.directory(), lookup.path(), how, size);
}
// Linux' own asynchronous transfers know nothing of us: a drive is refused, as a file system without them refuses.
long submit(aio_context_t context, long count, iocb** list) {
  for (long i = 0; i < count; ++i) {
    if (!drive_behind(static_cast<int>(list[i]->aio_fildes))) continue;
    errno = EINVAL;
    return -1;
  }
  return next::system(SYS_io_submit, context, count, list);
}
int control_file(int descriptor, int command, void* argument) { return ::fcntl(descriptor, command, argument); }
int control_device(int descriptor, unsigned long request, void* argument) {
  return ::ioctl(descriptor, request, argument);
}
// The system call of this name takes no flags; the C library's function does.
int access_at(int directory, const char* path, int mode) { return ::faccessat(directory, path, mode, 0); }
int stat_path(const char* path, struct stat* status) { return ::stat(path, status); }
int stat_link(const char* path, struct stat* status) { return ::lstat(path, status); }
int stat_descriptor(int descriptor, struct stat* status) { return ::fstat(descriptor, status); }
int stat_at(int directory, const char* path, struct stat* status, int flags) {
  return ::fstatat(directory, path, status, flags);
}

// The fifth word is the high half of the offset, which has one half on 64-bit machines.
ssize_t read_parts(int descriptor, const iovec* parts, int count, off64_t offset, long /*high*/, int flags) {
  return ::preadv64v2(descriptor, parts, count, offset, flags);
}
ssize_t write_parts(int descriptor, const iovec* parts, int count, off64_t offset, long /*high*/, int flags) {
  return ::pwritev64v2(descriptor, parts, count, offset, flags);
}

long map_memory(void* wish, size_t length, int protection, int flags, int descriptor, off_t offset) {
  return static_cast<long>(
      reinterpret_cast<std::uintptr_t>(::mmap(wish, length, protection, flags, descriptor, offset)));
}

struct Row {
  long number{};
  long (*run)(const Arguments&){};
};

template <auto function>
long by(const Arguments& words) {
  return call(+function, words);
}

constexpr auto rows = [] {
  std::array table{
      Row{SYS_openat, by<open_file_at>},
      Row{SYS_openat2, by<open_by_rules>},
      Row{SYS_close, by<::close>},
      Row{SYS_close_range, by<::close_range>},
      Row{SYS_read, by<::read>},
      Row{SYS_write, by<::write>},
      Row{SYS_readv, by<::readv>},
      Row{SYS_writev, by<::writev>},
      Row{SYS_pread64, by<::pread64>},
      Row{SYS_pwrite64, by<::pwrite64>},
      Row{SYS_preadv, by<::preadv64>},
      Row{SYS_pwritev, by<::pwritev64>},
      Row{SYS_fsync, by<::fsync>},
      Row{SYS_fdatasync, by<::fdatasync>},
      Row{SYS_io_submit, by<submit>},
      Row{SYS_splice, by<::splice>},
      Row{SYS_lseek, by<::lseek64>},
      Row{SYS_mmap, by<map_memory>},
      Row{SYS_ioctl, by<control_device>},
      Row{SYS_fcntl, by<control_file>},
      Row{SYS_flock, by<::flock>},
      Row{SYS_dup, by<::dup>},
      Row{SYS_dup3, by<::dup3>},
      Row{SYS_fstat, by<stat_descriptor>},
      Row{SYS_newfstatat, by<stat_at>},
      Row{SYS_statx, by<::statx>},
      Row{SYS_faccessat, by<access_at>},
      Row{SYS_faccessat2, by<::faccessat>},
      Row{SYS_statfs, by<::statfs>},
      Row{SYS_chdir, by<::chdir>},
      Row{SYS_fchdir, by<::fchdir>},
      Row{SYS_epoll_ctl, by<::epoll_ctl>},
      Row{SYS_inotify_add_watch, by<::inotify_add_watch>},
      Row{SYS_execve, by<::execve>},
      Row{SYS_execveat, by<::execveat>},
      Row{SYS_readlinkat, by<::readlinkat>},
      Row{SYS_preadv2, by<read_parts>},
      Row{SYS_pwritev2, by<write_parts>},
#ifdef SYS_open  // newer machines have only the calls above
      Row{SYS_open, by<open_file>},
      Row{SYS_creat, by<::creat>},
      Row{SYS_dup2, by<::dup2>},
      Row{SYS_stat, by<stat_path>},
      Row{SYS_lstat, by<stat_link>},
      Row{SYS_access, by<::access>},
      Row{SYS_readlink, by<::readlink>},
#endif
  };
  std::ranges::sort(table, {}, &Row::number);
  return table;
}();

long dispatch(long number, const Arguments& words) {
  const auto* const found = std::ranges::lower_bound(rows, number, {}, &Row::number);
  if (found != rows.end() && found->number == number) return found->run(words);
  return next::system(number, words[0], words[1], words[2], words[3], words[4], words[5]);
}

}  // namespace
}  // namespace conformance::preload::shim

extern "C" [[gnu::visibility("default")]] long syscall(long number, ...) noexcept {
  va_list list;
  va_start(list, number);
  conformance::preload::shim::Arguments words;
  for (long& word : words) word = va_arg(list, long);
  va_end(list);
  return conformance::preload::shim::dispatch(number, words);
}
