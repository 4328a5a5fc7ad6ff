#pragma once

#include <optional>

#include "driver/mmc/device.h"

namespace driver::mmc {

// MMC-6, Standard Disc Information: Disc Status and State of last Session.
enum class DiscStatus : std::uint8_t { blank = 0, appendable = 1, complete = 2, other = 3 };
enum class SessionState : std::uint8_t { empty = 0, incomplete = 1, damaged = 2, complete = 3 };

struct DiscInformation {
  DiscStatus status{};
  SessionState last_session_state{};
  bool is_erasable{};
  std::uint16_t first_track{};  // on the disc
  std::uint16_t sessions{};     // the empty or open last one included
  std::uint16_t first_track_in_last_session{};
  std::uint16_t last_track_in_last_session{};  // the invisible track included
  std::uint8_t disc_type{};
  std::optional<std::uint32_t> disc_identification;
  std::uint32_t last_possible_lead_out{};  // CD: 0, minutes, seconds, frames; else an address; all ones: none

  // Sessions that are closed: where the last one is not complete it is the one still to be written.
  [[nodiscard]] int closed_sessions() const {
    const bool has_open_one = last_session_state != SessionState::complete && sessions > 0;
    return has_open_one ? sessions - 1 : sessions;
  }
};

// Standard Disc Information, 34 bytes; OPC tables behind them are left where they are.
std::expected<DiscInformation, DriveError> read_disc_information(Device& device);

[[nodiscard]] std::string_view name_of(DiscStatus status);   // "blank", "appendable", "complete", "other"
[[nodiscard]] std::string_view name_of(SessionState state);  // "empty", "incomplete", "damaged", "complete"

}  // namespace driver::mmc
