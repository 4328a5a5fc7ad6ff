// splice: the kernel would hand on the byte that keeps a device socket readable (broker/open_files.cpp). The callers of
// splice fall back to read and write where a file does not have it.
#include <fcntl.h>

#include <cerrno>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim::next {
inline constinit Next<ssize_t(int, off64_t*, int, off64_t*, size_t, unsigned)> splice{"splice"};
}  // namespace conformance::preload::shim::next

using namespace conformance::preload;

extern "C" [[gnu::visibility("default")]] ssize_t splice(int from, off64_t* from_offset, int to, off64_t* to_offset,
                                                         size_t bytes, unsigned flags) {
  if (!shim::drive_behind(from) && !shim::drive_behind(to)) {
    return shim::next::splice(from, from_offset, to, to_offset, bytes, flags);
  }
  errno = EINVAL;
  return -1;
}
