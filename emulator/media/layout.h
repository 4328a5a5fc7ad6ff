// What is recorded where and what may be written next. MMC-6, Disc structure models; values only.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <vector>

#include "emulator/base/units.h"

namespace emulator::media {

// MMC-6, Profile list.
enum class ProfileNumber : std::uint16_t {
  none = 0x0000,
  cd_rom = 0x0008,
  cd_r = 0x0009,
  cd_rw = 0x000A,
  dvd_rom = 0x0010,
  dvd_minus_r_sequential = 0x0011,
  dvd_ram = 0x0012,
  dvd_minus_rw_restricted_overwrite = 0x0013,
  dvd_minus_rw_sequential = 0x0014,
  dvd_minus_r_dual_layer_sequential = 0x0015,
  dvd_minus_r_dual_layer_jump = 0x0016,
  dvd_plus_rw = 0x001A,
  dvd_plus_r = 0x001B,
  dvd_plus_rw_dual_layer = 0x002A,
  dvd_plus_r_dual_layer = 0x002B,
  bd_rom = 0x0040,
  bd_r_sequential = 0x0041,
  bd_r_random = 0x0042,
  bd_re = 0x0043,
};

// Discs that a host overwrites wherever it wants, once they are formatted.
[[nodiscard]] constexpr bool is_overwritable(ProfileNumber number) {
  return number == ProfileNumber::dvd_ram || number == ProfileNumber::dvd_plus_rw || number == ProfileNumber::bd_re;
}

enum class DiscStatus : std::uint8_t { blank = 0, appendable = 1, complete = 2, other = 3 };
enum class SessionState : std::uint8_t { empty = 0, incomplete = 1, reserved_or_damaged = 2, complete = 3 };

// MMC-6, READ DISC INFORMATION command, BG Format Status.
enum class BackgroundFormat : std::uint8_t { none = 0, suspended = 1, running = 2, complete = 3 };

struct Track {
  std::uint16_t number{};
  std::uint16_t session{};
  base::Lba start{};
  base::BlockCount size{};  // CD: with the run-out blocks, as READ TRACK INFORMATION counts
  base::BlockCount free_blocks{};
  std::optional<base::Lba> next_writable;
  std::optional<base::Lba> last_recorded;
  std::uint8_t track_mode{4};   // the Q control nibble
  std::uint8_t data_mode{1};    // 1, 2, Fh for none yet
  std::uint32_t packet_size{};  // or the blocking factor of the family
  bool is_blank{};
  bool is_reserved{};
  bool is_packet{};
  bool is_fixed_packet{};
  bool is_damaged{};
  bool is_invisible{};  // the track that begins at the next writable address and holds nothing yet
  bool is_closed{};

  // From its first block to the last recorded one.
  [[nodiscard]] base::BlockCount recorded() const {
    return last_recorded ? *last_recorded - start + base::BlockCount{1} : base::BlockCount{};
  }
};

struct Session {
  std::uint16_t number{};
  SessionState state{};
  std::uint16_t first_track{};
  std::uint16_t last_track{};
  base::Lba start{};
  std::optional<base::Lba> lead_out;  // of a complete session
};

// What FORMAT UNIT kept back to replace blocks with.
struct SpareArea {
  base::BlockCount allocated{};
  base::BlockCount free{};
};

// A recordable DVD of two layers: as much of layer 0 is for user data, and of layer 1 at most.
struct LayerBoundary {
  base::BlockCount layer_0{};
  bool can_be_set{};
};

struct DiscLayout {
  DiscStatus status{};
  bool is_erasable{};
  std::vector<Session> sessions;  // with the empty or open last one
  std::vector<Track> tracks;      // with the invisible one
  std::uint8_t disc_type{};       // READ DISC INFORMATION byte 8
  std::optional<std::uint32_t> disc_identification;
  std::optional<base::Lba> last_session_lead_in_start;  // CD that can take another session
  std::optional<base::Lba> last_possible_lead_out;      // absent when complete
  std::optional<std::uint32_t> read_compatibility_lba;  // DVD+R
  std::optional<base::BlockCount> formatted_capacity;   // what FORMAT UNIT left for user data
  std::optional<SpareArea> spares;                      // of a formatted BD, and DVD-RAM's primary ones
  std::optional<SpareArea> supplementary_spares;        // DVD-RAM
  std::optional<std::uint32_t> overwrites_left;         // BD-R: clusters, where it was formatted for pseudo overwrite
  std::optional<LayerBoundary> layer_boundary;          // DVD+R DL
  bool is_overwritable{};                               // every block of the formatted capacity, again and again
  bool is_intermediate{};                               // DVD-RW: formatted as far as it is written, the border open
  bool is_at_once_only{};                               // DVD-RW: blanked minimally, it takes no increments
  BackgroundFormat background_format{};                 // DVD+RW

  [[nodiscard]] const Session& last_session() const { return sessions.back(); }
};

}  // namespace emulator::media
