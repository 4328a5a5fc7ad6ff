// A command and everything that came with it. SAM-5, Execute Command procedure call.
#pragma once

#include <array>
#include <cstdint>

#include "emulator/base/bytes.h"

namespace emulator::scsi {

// One initiator port's view of one target port; given out by whoever accepts initiators, never reused in a run.
enum class NexusId : std::uint32_t {};

struct Cdb {
  std::array<std::uint8_t, 16> bytes{};  // shorter CDBs are followed by zeros
  [[nodiscard]] std::uint8_t operation_code() const { return bytes[0]; }
  operator base::Bytes() const { return bytes; }  // NOLINT(google-explicit-constructor): layouts read bytes
};

// SAM-5, Single level LUN structure: the eight bytes of a LUN field that mean logical unit 0, by peripheral or by flat
// space addressing. Our targets have no other.
[[nodiscard]] constexpr bool is_logical_unit_0(std::uint64_t lun) {
  constexpr std::uint64_t flat_space_0 = 0x4000'0000'0000'0000U;
  return lun == 0 || lun == flat_space_0;
}

struct Request {
  NexusId nexus{};
  std::uint64_t lun{};
  Cdb cdb;
  base::Bytes data_out;  // all of it; valid only during the call
};

}  // namespace emulator::scsi
