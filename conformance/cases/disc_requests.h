// What cases of reading and of writing ask a drive about its disc.
#pragma once

#include "conformance/cases/judge.h"

namespace conformance::cases {

inline constexpr std::size_t block_bytes = 2048;

// READ DISC INFORMATION, 34 bytes.
[[nodiscard]] base::ByteBuffer disc_information(Judge& judge);
// By READ CAPACITY (10).
[[nodiscard]] std::uint64_t last_address(Judge& judge);
// The CDB.
[[nodiscard]] base::ByteBuffer read_10(std::uint64_t address, std::uint64_t count);

}  // namespace conformance::cases
