// mmap: sg's reserve buffer can be mapped, by a descriptor of its own that stands in for the device's.
#pragma once

#include <cstdint>

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

struct Mapping {
  std::uint64_t length{};
  std::uint64_t offset{};
  int protection{};  // PROT_...
  int flags{};       // MAP_...
};

// The descriptor stays the open file's. ENODEV of the other two device files: bsg has no such function, and the pages
// of a block device would have to be read as they are touched (Decision 11).
std::expected<int, Errno> descriptor_to_map(OpenFile& file, const Mapping& mapping);

}  // namespace conformance::preload::kernel
