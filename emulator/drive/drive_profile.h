// A drive model as data: what profiles/drives/*.json says, read once at the start. The schema of the files is
// fixtures/schemas/drive_profile.schema.json; every key is described there.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/instant.h"
#include "emulator/base/units.h"
#include "emulator/media/layout.h"

namespace emulator::drive {

// What media of one kind have in common for a drive: addresses, speeds and durations.
enum class Family : std::uint8_t { cd, dvd, bd };
inline constexpr std::size_t family_count = 3;
[[nodiscard]] Family family_of(media::ProfileNumber number);
[[nodiscard]] media::ProfileNumber rom_profile(Family family);
// DVD-R and DVD-RW, written one block after the other.
[[nodiscard]] bool is_dvd_minus_sequential(media::ProfileNumber number);

// Space padded on the wire, so at most 8, 16 and 4 characters.
struct Identity {
  std::string vendor;
  std::string product;
  std::string revision;
  std::string serial_number;
  std::string firmware_date;  // CCYYMMDDhhmmss
};

// Recording on CD: which write types and data block types the Write Parameters mode page may hold. An empty list means
// that the drive does not offer the write type. MMC-6, Write Parameters mode page.
struct CdRecording {
  std::vector<std::uint8_t> packet;
  std::vector<std::uint8_t> track_at_once;
  std::vector<std::uint8_t> session_at_once;
  bool test_write{};
  std::uint32_t maximum_cue_sheet_bytes{};
};

// Speeds in kB/s, fastest first, 1 kB = 1000 bytes; on CD they count raw sectors (1x = 176.4).
struct FamilySpeeds {
  std::vector<std::uint32_t> read;
  std::vector<std::uint32_t> write;
};

struct FamilyTiming {
  base::Duration spin_up{};    // from the closed tray to ready
  base::Duration calibrate{};  // power calibration, and the lead-in before a disc's first block
  base::Duration close_track{};
  base::Duration close_session{};
  base::Duration finalize{};
};

struct TimingCoefficients {
  base::Duration tray{};  // to open or to close it
  base::Duration seek{};
  std::array<FamilyTiming, family_count> families;
};

// Where one drive does otherwise than most.
struct Quirks {
  bool tells_no_tray_position{};          // 3A/00 without a medium, whether the tray is open or not
  bool loading_host_gets_no_attention{};  // a disc that START STOP UNIT brought in is 28/00 to the other hosts alone
  auto operator<=>(const Quirks&) const = default;
};

struct DriveProfile {
  std::string name;  // the file's, e.g. "generic-bd"
  Identity identity;
  std::uint32_t physical_interface{};  // MMC-6, Core feature: 1 is the SCSI family
  base::ByteCount buffer{};
  // The Profile List feature, most capable first. A recordable profile that is listed can be written; one that is not
  // can still be read, as the family's ROM profile, where that is listed.
  std::vector<media::ProfileNumber> profiles;
  std::array<FamilySpeeds, family_count> speeds;
  CdRecording cd_recording;
  TimingCoefficients timing;
  Quirks quirks;

  [[nodiscard]] bool lists(media::ProfileNumber number) const;
  [[nodiscard]] bool reads(media::ProfileNumber number) const;
  [[nodiscard]] bool writes(media::ProfileNumber number) const;
  [[nodiscard]] bool reads(Family family) const;
  [[nodiscard]] bool writes(Family family) const;
  [[nodiscard]] bool writes_anything() const;
  [[nodiscard]] bool writes_dvd_minus() const;
  // CD by cue sheet.
  [[nodiscard]] bool writes_sessions_at_once() const;
  [[nodiscard]] const FamilySpeeds& speeds_of(Family family) const;
  [[nodiscard]] const FamilyTiming& timing_of(Family family) const;
};

// The profile in `json`; the error names the key and what is wrong with it. `name` is for messages and for the result.
[[nodiscard]] std::expected<DriveProfile, std::string> parse_drive_profile(std::string_view json,
                                                                           const std::string& name);

// The same from a file, whose stem is the name.
[[nodiscard]] std::expected<DriveProfile, std::string> load_drive_profile(const std::filesystem::path& file);

}  // namespace emulator::drive
