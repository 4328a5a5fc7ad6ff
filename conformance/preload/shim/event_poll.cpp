// epoll_ctl: a block device cannot be waited for, and Linux says so when it is added. poll and select work on the
// device sockets by themselves (broker/open_files.cpp, make_readable).
#include <cerrno>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<int(int, int, int, epoll_event*)> epoll_ctl{"epoll_ctl"};
}  // namespace next
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" [[gnu::visibility("default")]] int epoll_ctl(int poller, int operation, int descriptor,
                                                        epoll_event* event) noexcept {
  const auto drive = shim::drive_behind(descriptor);
  if (!drive || drive->node.driver == wire::Driver::sg) {
    return shim::next::epoll_ctl(poller, operation, descriptor, event);
  }
  errno = EPERM;
  return -1;
}
