// The three bytes of sense data that name an error.
#pragma once

#include <cstdint>
#include <optional>

#include "emulator/base/bytes.h"

namespace conformance::preload::scsi {

struct Sense {
  std::uint8_t key{};
  std::uint8_t asc{};
  std::uint8_t ascq{};
  bool operator==(const Sense&) const = default;
};

namespace sense_key {
inline constexpr std::uint8_t recovered_error = 0x01;
inline constexpr std::uint8_t not_ready = 0x02;
inline constexpr std::uint8_t illegal_request = 0x05;
inline constexpr std::uint8_t unit_attention = 0x06;
}  // namespace sense_key

namespace asc {
inline constexpr std::uint8_t not_ready = 0x04;
inline constexpr std::uint8_t invalid_operation_code = 0x20;
inline constexpr std::uint8_t medium_may_have_changed = 0x28;
inline constexpr std::uint8_t medium_not_present = 0x3A;
}  // namespace asc

// Nothing when the bytes are no sense data of a current error, or too short to name one.
[[nodiscard]] std::optional<Sense> parse_sense(base::Bytes bytes);

}  // namespace conformance::preload::scsi
