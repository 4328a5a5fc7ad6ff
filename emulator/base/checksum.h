// Checksums with published check values.
#pragma once

#include <cstdint>

#include "emulator/base/bytes.h"

namespace base {

// CRC32C (Castagnoli): polynomial 1EDC6F41h reflected, initial value and final complement all ones. `so_far` continues
// an earlier result. RFC 7143, CRC Examples. Check value of "123456789": E3069283h, in every catalogue of CRCs.
[[nodiscard]] std::uint32_t crc32c(Bytes bytes, std::uint32_t so_far = 0);

}  // namespace base
