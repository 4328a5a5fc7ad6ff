// Why a command did not do what it was sent for, with all that a report needs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/mmc/sense.h"
#include "driver/transport/transport.h"

namespace driver::mmc {

struct DriveError {
  enum class Kind : std::uint8_t {
    refused,    // the drive answered with a status other than GOOD; `sense` says why
    gave_up,    // the drive stayed busy longer than the command's limit; `sense` is its last answer
    malformed,  // the drive's answer is shorter than, or contradicts, what the standard says
    transport,  // no answer: `transport` says why
  };
  Kind kind{};
  base::ByteBuffer cdb;
  std::uint8_t status{};
  std::optional<Sense> sense;
  base::ByteBuffer sense_bytes;
  std::optional<transport::TransportError> transport;
  std::string text;  // what is malformed

  [[nodiscard]] bool is(SenseKey key) const { return sense && sense->key == key; }
  [[nodiscard]] bool is(SenseKey key, std::uint8_t code) const { return is(key) && sense->code == code; }
};

// One line: "READ DISC INFORMATION: NOT READY 2/3A/01, MEDIUM NOT PRESENT - TRAY CLOSED".
[[nodiscard]] std::string describe(const DriveError& error);

}  // namespace driver::mmc
