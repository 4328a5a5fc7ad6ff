#include "conformance/preload/kernel/map.h"

#include <fcntl.h>
#include <sys/mman.h>

namespace conformance::preload::kernel {

// do_mmap asks first, then sg_mmap.
std::expected<int, Errno> descriptor_to_map(OpenFile& file, const Mapping& mapping) {
  const bool is_shared = (mapping.flags & MAP_TYPE) != MAP_PRIVATE;
  const int access = file.flags & O_ACCMODE;
  if (mapping.length == 0) return std::unexpected(EINVAL);
  if (is_shared && (mapping.protection & PROT_WRITE) != 0 && access != O_RDWR) return std::unexpected(EACCES);
  if (access == O_WRONLY) return std::unexpected(EACCES);
  if (file.driver != wire::Driver::sg) return std::unexpected(ENODEV);
  if (mapping.offset != 0) return std::unexpected(EINVAL);
  return file.reserve.descriptor_to_map(mapping.length);
}

}  // namespace conformance::preload::kernel
