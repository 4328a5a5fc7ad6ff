// Sequence numbers of 32 bits that wrap. RFC 1982, Serial Number Arithmetic; RFC 7143, Command Numbering and
// Acknowledging.
#pragma once

#include <cstdint>

namespace emulator::iscsi {

[[nodiscard]] constexpr bool is_before(std::uint32_t left, std::uint32_t right) {
  return static_cast<std::int32_t>(left - right) < 0;
}

}  // namespace emulator::iscsi
