// The functions that the program would have called without the shim.
//
// Looked up on first use, because another library's constructor may open a file before ours has run. A lookup happens
// once for each function; afterwards a call costs one load more than without the shim.
#pragma once

#include <dirent.h>
#include <dlfcn.h>
#include <glob.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/types.h>

#include <atomic>
#include <cstdarg>
#include <cstdio>

namespace conformance::preload::shim {

template <typename Function>
class Next {
 public:
  constexpr explicit Next(const char* name) : name_(name) {}

  template <typename... Arguments>
  auto operator()(Arguments... arguments) {
    return find()(arguments...);
  }
  [[nodiscard]] bool exists() { return find() != nullptr; }

 private:
  Function* find() {
    Function* found = found_.load(std::memory_order_relaxed);
    if (found != nullptr) return found;
    void* symbol = dlsym(RTLD_NEXT, name_);
    // POSIX lets a function pointer come from dlsym in this way alone.
    found = reinterpret_cast<Function*>(symbol);
    found_.store(found, std::memory_order_relaxed);
    return found;
  }

  const char* name_;
  std::atomic<Function*> found_{};
};

// These are process-wide by nature, as the functions that they stand for.
namespace next {
// The kernel itself, past all hooks: syscall(2) is one of them.
inline constinit Next<long(long, ...)> system{"syscall"};
inline constinit Next<int(const char*, int, mode_t)> open{"open"};
inline constinit Next<int(int, const char*, int, mode_t)> openat{"openat"};
inline constinit Next<int(int)> close{"close"};
inline constinit Next<int(int, unsigned long, void*)> ioctl{"ioctl"};
inline constinit Next<int(int, int, void*)> fcntl{"fcntl64"};
inline constinit Next<int(int)> dup{"dup"};
inline constinit Next<int(int, int)> dup2{"dup2"};
inline constinit Next<int(int, int, int)> dup3{"dup3"};
inline constinit Next<ssize_t(int, void*, size_t)> read{"read"};
inline constinit Next<ssize_t(int, const void*, size_t)> write{"write"};
}  // namespace next

}  // namespace conformance::preload::shim
