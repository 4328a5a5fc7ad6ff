#include "conformance/preload/shim/descriptors.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

#include "conformance/preload/shim/next.h"

namespace conformance::preload::shim {
namespace {

constexpr std::size_t name_offset = offsetof(sockaddr_un, sun_path) + 1;  // after the zero byte of an abstract name
constexpr socklen_t name_bytes = name_offset + sizeof(wire::DeviceName);

}  // namespace

void Descriptors::forget(int descriptor) {
  if (may_be_drive(descriptor) && getpid() == owner_.load(std::memory_order_relaxed)) set(descriptor, 0);
}

bool Descriptors::name(int descriptor, const OpenDrive& drive) const {
  const wire::DeviceName name{.run = run_, .file = drive.file, .node = wire::packed(drive.node)};
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(&address.sun_path[1], &name, sizeof name);
  const void* generic = &address;
  return bind(descriptor, static_cast<const sockaddr*>(generic), name_bytes) == 0;
}

std::optional<OpenDrive> Descriptors::find(int descriptor) {
  if (!may_be_drive(descriptor)) return std::nullopt;
  sockaddr_un address{};
  socklen_t length = sizeof address;
  void* generic = &address;
  wire::DeviceName name{.magic = {}};
  const int saved = errno;
  const bool is_socket = getsockname(descriptor, static_cast<sockaddr*>(generic), &length) == 0;
  errno = saved;
  if (is_socket && length == name_bytes && address.sun_family == AF_UNIX) {
    std::memcpy(&name, &address.sun_path[1], sizeof name);
  }
  if (name.magic != wire::DeviceName{}.magic || name.run != run_) {
    forget(descriptor);
    return std::nullopt;
  }
  return OpenDrive{.file = name.file, .node = wire::unpacked(name.node)};
}

// Asks the kernel for every number instead of reading /proc, which may be missing; a fraction of a millisecond.
void Descriptors::look_at_inherited() {
  for (int descriptor = 0; descriptor < count; ++descriptor) {
    if (next::system(SYS_fcntl, descriptor, F_GETFD) < 0) continue;
    mark(descriptor);
    static_cast<void>(find(descriptor));
  }
}

}  // namespace conformance::preload::shim
