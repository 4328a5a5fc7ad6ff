// The block device: reading, seeking, and what it is asked of its size.
#pragma once

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

// Bytes from `offset` on, at most `size`, fewer at the end of the medium. EIO where not even the first block is
// readable.
std::expected<base::ByteBuffer, Errno> read(OpenFile& file, std::uint64_t offset, std::uint32_t size);

// From the file's own position, which moves on.
std::expected<base::ByteBuffer, Errno> read_on(OpenFile& file, std::uint32_t size);

std::expected<std::int64_t, Errno> seek(OpenFile& file, std::int64_t offset, int whence);

}  // namespace conformance::preload::kernel
