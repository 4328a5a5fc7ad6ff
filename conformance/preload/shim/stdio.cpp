// fopen and its like. The C library reads inside its streams by itself, past our read(): a stream of a drive is
// therefore made of functions of ours.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <new>
#include <optional>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/open.h"
#include "conformance/preload/shim/path_lookup.h"
#include "conformance/preload/shim/streams.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<FILE*(const char*, const char*)> fopen{"fopen64"};
inline constinit Next<FILE*(const char*, const char*, FILE*)> freopen{"freopen64"};
inline constinit Next<FILE*(int, const char*)> fdopen{"fdopen"};
inline constinit Next<int(FILE*)> fileno{"fileno"};
}  // namespace next

namespace {

struct Cookie {
  int descriptor{-1};
  FILE* stream{};
};

// The streams of drives that are open, so that fileno() finds their descriptors.
constinit std::array<std::atomic<Cookie*>, 64> open_cookies;
constinit std::atomic<int> cookie_count;

bool remember(Cookie* cookie) {
  for (auto& place : open_cookies) {
    Cookie* expected = nullptr;
    if (!place.compare_exchange_strong(expected, cookie)) continue;
    cookie_count.fetch_add(1);
    return true;
  }
  return false;
}

void forget(Cookie* cookie) {
  for (auto& place : open_cookies) {
    Cookie* expected = cookie;
    if (place.compare_exchange_strong(expected, nullptr)) cookie_count.fetch_sub(1);
  }
}

// Nothing for a stream of the C library's own.
std::optional<int> descriptor_of(const FILE* stream) {
  if (cookie_count.load(std::memory_order_relaxed) == 0) return std::nullopt;
  for (const auto& place : open_cookies) {
    const Cookie* cookie = place.load();
    if (cookie != nullptr && cookie->stream == stream) return cookie->descriptor;
  }
  return std::nullopt;
}

ssize_t cookie_read(void* cookie, char* memory, size_t bytes) {
  return ::read(static_cast<Cookie*>(cookie)->descriptor, memory, bytes);
}

ssize_t cookie_write(void* cookie, const char* memory, size_t bytes) {
  const ssize_t written = ::write(static_cast<Cookie*>(cookie)->descriptor, memory, bytes);
  return written < 0 ? 0 : written;  // fopencookie(3): a writer never returns a negative number
}

int cookie_seek(void* cookie, off64_t* offset, int whence) {
  const off64_t place = ::lseek64(static_cast<Cookie*>(cookie)->descriptor, *offset, whence);
  if (place < 0) return -1;
  *offset = place;
  return 0;
}

int cookie_close(void* cookie) {
  auto* const own = static_cast<Cookie*>(cookie);
  forget(own);
  const int result = ::close(own->descriptor);
  delete own;
  return result;
}

FILE* stream_over(int descriptor, const char* mode) {
  auto* const cookie = new (std::nothrow) Cookie{.descriptor = descriptor};
  if (cookie == nullptr) return nullptr;
  FILE* stream = fopencookie(cookie, mode,
                             {.read = cookie_read, .write = cookie_write, .seek = cookie_seek, .close = cookie_close});
  cookie->stream = stream;
  if (stream == nullptr) delete cookie;
  // Without a place the stream works, only its descriptor stays unknown.
  if (stream != nullptr) static_cast<void>(remember(cookie));
  return stream;
}

// fopen(3): the letters of a mode as flags of open.
std::optional<int> flags_of(const char* mode) {
  const bool is_both = std::strchr(mode, '+') != nullptr;
  const int close_on_exec = std::strchr(mode, 'e') != nullptr ? O_CLOEXEC : 0;
  switch (*mode) {
    case 'r':
      return (is_both ? O_RDWR : O_RDONLY) | close_on_exec;
    case 'w':
    case 'a':
      return (is_both ? O_RDWR : O_WRONLY) | close_on_exec;
    default:
      return std::nullopt;
  }
}

FILE* open_stream(const char* path, const char* mode) {
  const PathLookup lookup(path);
  if (!lookup.is_device()) return next::fopen(lookup.path(), mode);
  const auto flags = flags_of(mode);
  if (!flags) {
    errno = EINVAL;
    return nullptr;
  }
  const int descriptor = open_device(*started_shim(), lookup.node(), *flags);
  if (descriptor < 0) return nullptr;
  FILE* stream = stream_over(descriptor, mode);
  if (stream == nullptr) ::close(descriptor);
  return stream;
}

// A stream of the C library cannot be turned into one of ours, nor the other way round, and the caller keeps the old
// pointer. The two standard ones are known by their variables, which can be given another.
FILE** variable_of(const FILE* stream) {
  if (stream == stdin) return &stdin;
  return stream == stdout ? &stdout : nullptr;
}

FILE* reopen_as_another(const char* path, const char* mode, FILE* stream) {
  FILE** const variable = variable_of(stream);
  std::fclose(stream);
  if (variable != nullptr && path != nullptr) return *variable = open_stream(path, mode);
  errno = path == nullptr ? EBADF : ENXIO;
  return nullptr;
}

FILE* reopen_stream(const char* path, const char* mode, FILE* stream) {
  if (descriptor_of(stream)) return reopen_as_another(path, mode, stream);
  if (path == nullptr) return next::freopen(path, mode, stream);
  const PathLookup lookup(path);
  return lookup.is_device() ? reopen_as_another(path, mode, stream) : next::freopen(lookup.path(), mode, stream);
}

}  // namespace

void take_standard_streams() {
  if (drive_behind(STDIN_FILENO)) stdin = stream_over(STDIN_FILENO, "r");
  if (drive_behind(STDOUT_FILENO)) stdout = stream_over(STDOUT_FILENO, "w");
}

}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] FILE* fopen(const char* path, const char* mode) { return shim::open_stream(path, mode); }
[[gnu::visibility("default")]] FILE* fopen64(const char* path, const char* mode) {
  return shim::open_stream(path, mode);
}
[[gnu::visibility("default")]] FILE* freopen(const char* path, const char* mode, FILE* stream) {
  return shim::reopen_stream(path, mode, stream);
}
[[gnu::visibility("default")]] FILE* freopen64(const char* path, const char* mode, FILE* stream) {
  return shim::reopen_stream(path, mode, stream);
}
[[gnu::visibility("default")]] FILE* fdopen(int descriptor, const char* mode) noexcept {
  return shim::drive_behind(descriptor) ? shim::stream_over(descriptor, mode) : shim::next::fdopen(descriptor, mode);
}

[[gnu::visibility("default")]] int fileno(FILE* stream) noexcept {
  const auto descriptor = shim::descriptor_of(stream);
  return descriptor ? *descriptor : shim::next::fileno(stream);
}
[[gnu::visibility("default")]] int fileno_unlocked(FILE* stream) noexcept {
  const auto descriptor = shim::descriptor_of(stream);
  return descriptor ? *descriptor : shim::next::fileno(stream);
}

}  // extern "C"
