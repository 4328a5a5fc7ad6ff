// A command between its PDU and its response. RFC 7143, SCSI Command; SAM-5, Task.
#pragma once

#include <cstdint>

#include "emulator/base/instant.h"
#include "emulator/iscsi/data_out.h"
#include "emulator/scsi/reply.h"
#include "emulator/scsi/request.h"

namespace emulator::iscsi {

class Session;

struct Task {
  enum class State : std::uint8_t {
    gathering,  // data-out is not complete
    queued,     // waits for the logical unit
    executed    // has its reply, which may have to be held
  };

  Session* session{};  // whose it is
  scsi::NexusId nexus{};
  std::uint64_t lun{};
  scsi::Cdb cdb;
  std::uint32_t initiator_task_tag{};
  std::uint32_t cmd_sn{};
  std::uint32_t expected_length{};
  bool immediate{};  // outside the numbered window
  bool reads{};
  bool writes{};

  State state{State::gathering};
  DataOut data_out;
  scsi::Reply reply;
  base::Instant due{};  // not answered before
  bool durable{true};   // false while what it wrote is not on disk

  [[nodiscard]] bool may_be_answered(base::Instant now) const {
    return state == State::executed && durable && due <= now && reply.fate == scsi::Fate::answered;
  }
};

}  // namespace emulator::iscsi
