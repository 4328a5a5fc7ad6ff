#include "conformance/preload/shim/open.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/path_lookup.h"

namespace conformance::preload::shim {
namespace {

void close_quietly(int descriptor) { next::system(SYS_close, descriptor); }

int fail(int error) {
  errno = error;
  return -1;
}

// Asks the broker for the open file, whose other end it gets; gives our end its name.
int open_over(Shim& shim, wire::Node node, int flags, std::array<int, 2> pair) {
  const wire::Request request{.operation = wire::Operation::open,
                              .number = static_cast<std::uint64_t>(static_cast<unsigned>(flags)),
                              .argument = wire::packed(node)};
  const auto reply = shim.client.call(request, {.passed_descriptor = pair[1]});
  close_quietly(pair[1]);
  // Without a broker there is no drive: what the kernel says of a device that has gone.
  const int error = reply ? reply->error : ENXIO;
  const OpenDrive drive{.file = reply ? static_cast<std::uint64_t>(reply->result) : 0, .node = node};
  if (error != 0 || !shim.descriptors.name(pair[0], drive)) {
    close_quietly(pair[0]);
    return fail(error != 0 ? error : ENFILE);
  }
  shim.descriptors.mark(pair[0]);
  return pair[0];
}

mode_t mode_of(int flags, va_list arguments) {
  const bool creates = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return creates ? va_arg(arguments, mode_t) : 0;
}

int open_any(int directory, const char* path, int flags, mode_t mode) {
  const PathLookup lookup(directory, path, (flags & O_NOFOLLOW) != 0 ? Follow::no : Follow::yes);
  if (lookup.kind() == PathLookup::Kind::link) return fail(ELOOP);
  if (lookup.is_device()) return open_device(*started_shim(), lookup.node(), flags);
  const int descriptor = next::openat(lookup.directory(), lookup.path(), flags, mode);
  if (Shim* here = started_shim(); here != nullptr) here->descriptors.forget(descriptor);
  return descriptor;
}

}  // namespace

int open_device(Shim& shim, wire::Node node, int flags) {
  if ((flags & O_DIRECTORY) != 0) return fail(ENOTDIR);
  if ((flags & O_CREAT) != 0 && (flags & O_EXCL) != 0) return fail(EEXIST);
  std::array<int, 2> pair{};
  const int type = SOCK_STREAM | ((flags & O_CLOEXEC) != 0 ? SOCK_CLOEXEC : 0);
  if (socketpair(AF_UNIX, type, 0, pair.data()) != 0) return -1;
  if (pair[0] >= Descriptors::count) {
    close_quietly(pair[0]);
    close_quietly(pair[1]);
    return fail(EMFILE);
  }
  return open_over(shim, node, flags, pair);
}

}  // namespace conformance::preload::shim

using conformance::preload::shim::mode_of;
using conformance::preload::shim::open_any;

extern "C" {

[[gnu::visibility("default")]] int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_any(AT_FDCWD, path, flags, mode);
}

[[gnu::visibility("default")]] int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_any(AT_FDCWD, path, flags | O_LARGEFILE, mode);
}

[[gnu::visibility("default")]] int openat(int directory, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_any(directory, path, flags, mode);
}

[[gnu::visibility("default")]] int openat64(int directory, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_any(directory, path, flags | O_LARGEFILE, mode);
}

// What glibc's headers call under _FORTIFY_SOURCE when the flags create no file.
[[gnu::visibility("default")]] int __open_2(const char* path, int flags) { return open_any(AT_FDCWD, path, flags, 0); }
[[gnu::visibility("default")]] int __open64_2(const char* path, int flags) {
  return open_any(AT_FDCWD, path, flags | O_LARGEFILE, 0);
}
[[gnu::visibility("default")]] int __openat_2(int directory, const char* path, int flags) {
  return open_any(directory, path, flags, 0);
}
[[gnu::visibility("default")]] int __openat64_2(int directory, const char* path, int flags) {
  return open_any(directory, path, flags | O_LARGEFILE, 0);
}

[[gnu::visibility("default")]] int creat(const char* path, mode_t mode) {
  return open_any(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode);
}
[[gnu::visibility("default")]] int creat64(const char* path, mode_t mode) {
  return open_any(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC | O_LARGEFILE, mode);
}

}  // extern "C"
