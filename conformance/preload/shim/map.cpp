// mmap of a device: sg's buffer is mapped by a descriptor that the broker has for it.
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<void*(void*, size_t, int, int, int, off64_t)> mmap{"mmap64"};
}  // namespace next

namespace {

struct Area {
  void* wish{};
  std::size_t length{};
  int protection{};
  int flags{};
};

void* fail(int error) {
  errno = error;
  return MAP_FAILED;
}

void* map_drive(const OpenDrive& drive, const Area& area, off64_t offset) {
  wire::MapRequest wanted{.protection = area.protection, .flags = area.flags};
  const iovec out{.iov_base = &wanted, .iov_len = sizeof wanted};
  int descriptor = -1;
  const auto reply = started_shim()->client.call({.operation = wire::Operation::map,
                                                  .bytes = sizeof wanted,
                                                  .file = drive.file,
                                                  .number = area.length,
                                                  .argument = offset},
                                                 {.out = {&out, 1}, .received_descriptor = &descriptor});
  if (!reply) return fail(ENODEV);
  if (reply->error != 0 || descriptor < 0) return fail(reply->error != 0 ? reply->error : ENOMEM);
  void* const memory = next::mmap(area.wish, area.length, area.protection, area.flags, descriptor, 0);
  const int error = errno;
  next::system(SYS_close, descriptor);
  return memory == MAP_FAILED ? fail(error) : memory;
}

void* map_any(const Area& area, int descriptor, off64_t offset) {
  const bool is_file = (area.flags & MAP_ANONYMOUS) == 0;
  const auto drive = is_file ? drive_behind(descriptor) : std::nullopt;
  if (drive) return map_drive(*drive, area, offset);
  return next::mmap(area.wish, area.length, area.protection, area.flags, descriptor, offset);
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] void* mmap(void* wish, size_t length, int protection, int flags, int descriptor,
                                          off_t offset) noexcept {
  return shim::map_any({wish, length, protection, flags}, descriptor, offset);
}
[[gnu::visibility("default")]] void* mmap64(void* wish, size_t length, int protection, int flags, int descriptor,
                                            off64_t offset) noexcept {
  return shim::map_any({wish, length, protection, flags}, descriptor, offset);
}

}  // extern "C"
