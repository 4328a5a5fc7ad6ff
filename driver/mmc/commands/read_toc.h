#pragma once

#include <vector>

#include "driver/mmc/device.h"
#include "emulator/base/units.h"

namespace driver::mmc {

struct TocEntry {
  std::uint8_t track{};    // AAh: lead-out
  std::uint8_t control{};  // bit 2 set: data
  base::Lba start{};
};

struct Toc {
  std::uint8_t first_track{};
  std::uint8_t last_track{};
  std::vector<TocEntry> entries;  // tracks, then the lead-out
};

struct SessionInformation {
  std::uint8_t first_session{};
  std::uint8_t last_session{};  // the last complete one
  std::uint8_t first_track{};   // of the last complete session
  base::Lba start{};            // of that track
};

// A time on a CD, binary.
struct Msf {
  std::uint8_t minute{}, second{}, frame{};
  auto operator<=>(const Msf&) const = default;
};

struct Atip {
  bool is_rewritable{};
  Msf lead_in_start;  // names the medium's maker
  Msf last_possible_lead_out;
};

inline constexpr std::uint8_t lead_out_track = 0xAA;

// Format 0000b, from the first track, addresses as blocks.
std::expected<Toc, DriveError> read_toc(Device& device);
// Format 0001b.
std::expected<SessionInformation, DriveError> read_session_information(Device& device);
// Format 0100b. Drives refuse it for everything but recordable CDs.
std::expected<Atip, DriveError> read_atip(Device& device);

}  // namespace driver::mmc
