// For tests of commands: a target whose initiator has logged in, and what a response says in short.
#pragma once

#include <string>
#include <string_view>

#include "emulator/iscsi/test_initiator.h"

namespace emulator::iscsi {

// A session after its login, whose first command has CmdSN 1.
struct LoggedIn : Bench {
  explicit LoggedIn(std::string_view keys = "MaxRecvDataSegmentLength=262144", const OwnParameters& own = {},
                    const Limits& limits = {})
      : Bench(own, limits) {
    host->log_in(keys);
  }
  void reply_with(base::ByteBuffer data) { unit.replies.push_back(scsi::data_reply(std::move(data))); }
};

// "O512": an overflow of 512 bytes; "U512": an underflow; "0": neither.
inline std::string residual_of(const Frame& frame) {
  const std::string flag = (frame.header[1] & 4) != 0 ? "O" : (frame.header[1] & 2) != 0 ? "U" : "";
  return flag + std::to_string(frame.at(44, 4));
}

// Key, ASC and ASCQ in hex.
inline std::string sense_of(const Frame& answer) {
  if (answer.header[0] != 0x21 || answer.data.size() != 20) return "no sense";
  return base::format_hex(
      base::ByteBuffer{static_cast<std::uint8_t>(answer.data[4] & 0xF), answer.data[14], answer.data[15]});
}

}  // namespace emulator::iscsi
