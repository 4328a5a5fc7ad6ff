// The block layer's requests as the sr driver sends them: READ (10) and WRITE (10), whole blocks, again where that may
// help (sr_init_command, sr_done).
#pragma once

#include <optional>

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

// What one command of ours takes.
inline constexpr std::uint32_t bytes_a_request = 65536;

std::optional<base::ByteBuffer> read_request(Device& device, std::uint32_t first, std::uint32_t count,
                                             std::uint32_t block_bytes);

bool write_request(Device& device, std::uint32_t first, base::Bytes data, std::uint32_t block_bytes);

}  // namespace conformance::preload::kernel
