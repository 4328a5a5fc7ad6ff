// Writing the block device.
#pragma once

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

// The bytes from `place` on; the result is how many were written. What does not fill a block of the page cache is
// filled up by what is on the disc. All goes to the drive at once (Decision 5).
std::expected<std::int64_t, Errno> write_medium(OpenFile& file, base::Bytes bytes, std::uint64_t place);

}  // namespace conformance::preload::kernel
