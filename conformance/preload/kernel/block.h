// The block device: reading, seeking, and what it is asked of its size. The other two device files have these functions
// only to refuse them.
#pragma once

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

// Bytes from `offset` on, at most `size`, fewer at the end of the medium. EIO where not even the first block is
// readable.
std::expected<base::ByteBuffer, Errno> read_at(OpenFile& file, std::uint64_t offset, std::uint32_t size);

// From the file's own position, which moves on.
std::expected<base::ByteBuffer, Errno> read_on(OpenFile& file, std::uint32_t size);

// At `offset`, or at the file's own position where it is negative. Only a medium that can be written at random
// addresses takes a write, and such are not opened for it (Decision 5): what is not refused before ends as a failed
// write does.
std::expected<std::int64_t, Errno> write(OpenFile& file, base::Bytes bytes, std::int64_t offset);

std::expected<std::int64_t, Errno> seek(OpenFile& file, std::int64_t offset, int whence);

// The block length in which the page cache keeps a device of this size (set_init_blocksize).
[[nodiscard]] std::uint32_t cache_block_bytes(const Capacity& capacity);

}  // namespace conformance::preload::kernel
