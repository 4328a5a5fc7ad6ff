// What a drive says about a command that did not simply succeed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "driver/mmc/numbers.h"
#include "emulator/base/bytes.h"

namespace driver::mmc {

struct Sense {
  SenseKey key{};
  std::uint8_t code{};                         // additional sense code
  std::uint8_t qualifier{};                    // additional sense code qualifier
  bool deferred{};                             // about an earlier command; this one was not executed
  std::optional<std::uint64_t> information;    // the block concerned, where the drive gave one
  std::optional<std::uint16_t> progress;       // of 65,536, while something runs
  std::optional<std::uint16_t> field_pointer;  // the byte of the CDB or of the parameter list that was refused
  bool field_is_in_cdb{};

  [[nodiscard]] bool is(SenseKey wanted, std::uint8_t asc, std::uint8_t ascq) const {
    return key == wanted && code == asc && qualifier == ascq;
  }
  bool operator==(const Sense&) const = default;
};

// Fixed and descriptor format, current and deferred. Nothing when the bytes hold no sense data. Fields that the drive
// did not send are absent: real drives cut fixed sense data anywhere behind the qualifier.
[[nodiscard]] std::optional<Sense> decode_sense(base::Bytes bytes);

// "ILLEGAL REQUEST 5/24/00, INVALID FIELD IN CDB, byte 2 of the CDB".
[[nodiscard]] std::string describe(const Sense& sense);

}  // namespace driver::mmc
