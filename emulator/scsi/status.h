// SCSI status codes. SAM-5, Status codes.
#pragma once

#include <cstdint>

namespace emulator::scsi {

enum class Status : std::uint8_t {
  good = 0x00,
  check_condition = 0x02,
  busy = 0x08,
  reservation_conflict = 0x18,
  task_set_full = 0x28,
  task_aborted = 0x40,
};

}  // namespace emulator::scsi
