// What a drive says about itself and its medium, asked once, printable, never changed.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/drive/medium.h"
#include "driver/drive/quirk.h"
#include "driver/mmc/commands/get_configuration.h"
#include "driver/mmc/commands/get_performance.h"
#include "driver/mmc/commands/inquiry.h"
#include "driver/mmc/commands/read_disc_information.h"
#include "driver/mmc/commands/read_format_capacities.h"
#include "driver/mmc/commands/read_track_information.h"

namespace driver::drive {

enum class MediumPresence : std::uint8_t { present, absent, absent_tray_open };

struct SessionFacts {
  std::uint16_t number{};
  bool is_closed{};
  std::vector<mmc::TrackInformation> tracks;  // written ones, in order; never empty
};

struct Facts {
  mmc::InquiryData identity;
  mmc::Configuration configuration;
  Quirks quirks;
  std::uint32_t buffer_bytes{};  // 0 when unknown

  MediumPresence presence{MediumPresence::absent};
  // All below only with a medium.
  std::optional<mmc::DiscInformation> disc;  // absent where the drive does not know the command
  std::vector<SessionFacts> sessions;
  // The track that takes the next write: the invisible or incomplete one. Absent on a complete disc. Its next writable
  // address is that of the next block of user data, behind the pre-gap of a CD whatever write type is selected.
  std::optional<mmc::TrackInformation> open_track;
  std::optional<base::Lba> last_block;  // READ CAPACITY
  std::optional<mmc::FormatCapacities> format_capacities;
  // Of a formatted disc that is overwritten: whether its first block or the one where a file system begins (ECMA-119,
  // Volume Space; ECMA-167, volume recognition sequence) holds anything but zeros.
  bool holds_data{};
  std::vector<mmc::WriteSpeed> write_speeds;
  std::string media_id;  // as the medium's maker wrote it; empty when unknown

  [[nodiscard]] std::uint16_t profile() const { return configuration.current_profile; }
  [[nodiscard]] Family family() const { return family_of(profile()); }
  [[nodiscard]] bool has_medium() const { return presence == MediumPresence::present; }
  [[nodiscard]] bool is_blank() const { return disc && disc->status == mmc::DiscStatus::blank; }
  [[nodiscard]] const SessionFacts* session(std::uint16_t number) const;
  [[nodiscard]] const mmc::TrackInformation* track(std::uint16_t number) const;
};

// Waits until the drive is ready, starts a stopped unit, and asks. What a drive of another kind may refuse is left out
// of the facts; no answer at all is an error.
std::expected<Facts, mmc::DriveError> discover(mmc::Device& device);

// Lines of text for people, each ended by a line end.
[[nodiscard]] std::string describe_drive(const Facts& facts);
[[nodiscard]] std::string describe_medium(const Facts& facts);

}  // namespace driver::drive
