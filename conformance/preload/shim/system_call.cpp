// syscall(2): a program that asks the kernel by number must meet the same drives as by name.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <array>
#include <cstdint>

#include "conformance/preload/shim/next.h"

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

long dispatch(long number, const Arguments& words) {
  switch (number) {
    case SYS_openat:
      return call(open_file_at, words);
    case SYS_close:
      return call(::close, words);
    case SYS_close_range:
      return call(::close_range, words);
    case SYS_read:
      return call(::read, words);
    case SYS_write:
      return call(::write, words);
    case SYS_readv:
      return call(::readv, words);
    case SYS_writev:
      return call(::writev, words);
    case SYS_pread64:
      return call(::pread64, words);
    case SYS_pwrite64:
      return call(::pwrite64, words);
    case SYS_lseek:
      return call(::lseek64, words);
    case SYS_ioctl:
      return call(control_device, words);
    case SYS_fcntl:
      return call(control_file, words);
    case SYS_flock:
      return call(::flock, words);
    case SYS_dup:
      return call(::dup, words);
    case SYS_dup3:
      return call(::dup3, words);
    case SYS_fstat:
      return call(stat_descriptor, words);
    case SYS_newfstatat:
      return call(stat_at, words);
    case SYS_statx:
      return call(::statx, words);
    case SYS_faccessat:
      return call(access_at, words);
    case SYS_readlinkat:
      return call(::readlinkat, words);
#ifdef SYS_open  // newer machines have only the calls above
    case SYS_open:
      return call(open_file, words);
    case SYS_dup2:
      return call(::dup2, words);
    case SYS_stat:
      return call(stat_path, words);
    case SYS_lstat:
      return call(stat_link, words);
    case SYS_access:
      return call(::access, words);
    case SYS_readlink:
      return call(::readlink, words);
#endif
    default:
      return next::system(number, words[0], words[1], words[2], words[3], words[4], words[5]);
  }
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
