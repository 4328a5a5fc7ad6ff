// close, dup and fcntl. The shim's own descriptors stay open whatever a program closes: it does not know of them, and
// its children need the rendezvous. The kernel does the real work on the device sockets; the shim keeps its table of
// numbers and tells the flags of the open file, which the socket does not have.
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "conformance/preload/shim/locks.h"
#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace {

// A driver's release has run when close returns, and the process's record locks are gone: the next open must find the
// drive free.
void after_close(Shim& shim, const OpenDrive& drive) {
  static_cast<void>(shim.client.call({.operation = wire::Operation::closed, .argument = wire::packed(drive.node)}));
}

// After a copy was made: it is a drive where the original is one. Where the table ends, open ends too.
int copied(int from, int to) {
  Shim* here = started_shim();
  if (here == nullptr || to < 0) return to;
  if (here->descriptors.may_be_drive(from)) {
    if (to >= Descriptors::count) {
      next::system(SYS_close, to);
      errno = EMFILE;
      return -1;
    }
    here->descriptors.mark(to);
  } else {
    here->descriptors.forget(to);
  }
  return to;
}

// The same onto a number that may be an open drive, which that closes.
template <typename Copy>
int copied_onto(int from, int to, Copy copy) {
  const auto closed = from == to ? std::nullopt : drive_behind(to);
  const int result = copied(from, copy());
  if (closed && result >= 0) after_close(*started_shim(), *closed);
  return result;
}

bool is_own(int descriptor) {
  const Shim* here = started_shim();
  return here != nullptr && descriptor >= 3 && here->client.owns(descriptor);
}

int result_of(const std::optional<wire::Reply>& reply) {
  if (reply && reply->error == 0) return static_cast<int>(reply->result);
  errno = reply ? reply->error : ENXIO;
  return -1;
}

int control_drive(Shim& shim, const OpenDrive& drive, int descriptor, int command, void* argument) {
  switch (command) {
    case F_DUPFD:
    case F_DUPFD_CLOEXEC:
      return copied(descriptor, next::fcntl(descriptor, command, argument));
    case F_GETFL:
      return result_of(shim.client.call({.operation = wire::Operation::get_flags, .file = drive.file}));
    case F_SETFL:
      return result_of(
          shim.client.call({.operation = wire::Operation::set_flags,
                            .file = drive.file,
                            .number = static_cast<unsigned long>(reinterpret_cast<std::uintptr_t>(argument))}));
    case F_SETLK:
    case F_SETLKW:
    case F_GETLK:
    case F_OFD_SETLK:
    case F_OFD_SETLKW:
    case F_OFD_GETLK:
      return lock_record(drive, command, static_cast<struct flock*>(argument));
    default:
      return next::fcntl(descriptor, command, argument);
  }
}

int control(int descriptor, int command, void* argument) {
  Shim* here = started_shim();
  if (here != nullptr && here->descriptors.may_be_drive(descriptor)) {
    if (const auto drive = here->descriptors.find(descriptor)) {
      return control_drive(*here, *drive, descriptor, command, argument);
    }
  }
  if (command == F_SETFD && is_own(descriptor)) return 0;
  const int result = next::fcntl(descriptor, command, argument);
  return command == F_DUPFD || command == F_DUPFD_CLOEXEC ? copied(descriptor, result) : result;
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] int close(int descriptor) {
  if (shim::is_own(descriptor)) return 0;
  const auto drive = shim::drive_behind(descriptor);
  if (shim::Shim* here = shim::started_shim(); here != nullptr) here->descriptors.forget(descriptor);
  const int result = shim::next::close(descriptor);
  if (drive) shim::after_close(*shim::started_shim(), *drive);
  return result;
}

[[gnu::visibility("default")]] int dup(int descriptor) noexcept {
  return shim::copied(descriptor, shim::next::dup(descriptor));
}

[[gnu::visibility("default")]] int dup2(int from, int to) noexcept {
  if (shim::is_own(to)) {
    errno = EBUSY;
    return -1;
  }
  return shim::copied_onto(from, to, [&] { return shim::next::dup2(from, to); });
}

[[gnu::visibility("default")]] int dup3(int from, int to, int flags) noexcept {
  if (shim::is_own(to)) {
    errno = EBUSY;
    return -1;
  }
  return shim::copied_onto(from, to, [&] { return shim::next::dup3(from, to, flags); });
}

[[gnu::visibility("default")]] int fcntl(int descriptor, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  return shim::control(descriptor, command, argument);
}

[[gnu::visibility("default")]] int fcntl64(int descriptor, int command, ...) {
  va_list arguments;
  va_start(arguments, command);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  return shim::control(descriptor, command, argument);
}

}  // extern "C"
