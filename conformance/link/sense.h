// Key, ASC and ASCQ of sense data in either format. SPC-4, Sense data.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>

#include "conformance/link/link.h"

namespace conformance::link {

struct SenseCode {
  std::uint8_t key{};
  std::uint8_t asc{};
  std::uint8_t ascq{};
  auto operator<=>(const SenseCode&) const = default;

  // "5/24/00", as conformance cases write it.
  [[nodiscard]] std::string text() const;
  [[nodiscard]] static std::optional<SenseCode> parse(std::string_view text);
};

// Nothing where the bytes are no sense data.
[[nodiscard]] std::optional<SenseCode> sense_code(base::Bytes sense);

inline constexpr std::uint8_t status_good = 0x00;
inline constexpr std::uint8_t status_check_condition = 0x02;

[[nodiscard]] bool is_unit_attention(const Answer& answer);
// NOT READY, LOGICAL UNIT IS IN PROCESS OF BECOMING READY, FORMAT, OPERATION or LONG WRITE IN PROGRESS: it passes.
[[nodiscard]] bool is_busy(const Answer& answer);

// "GOOD", "CHECK CONDITION 5/24/00", "18".
[[nodiscard]] std::string outcome_text(std::uint8_t status, base::Bytes sense);

}  // namespace conformance::link
