// What a disc file remembers of a disc, as values. The families change it; the store writes what changed.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "emulator/base/units.h"
#include "emulator/media/extent_set.h"
#include "emulator/media/medium.h"

namespace emulator::media {

// The three places of a sector's bytes in a disc file. The last two exist on CD only.
enum class Area : std::uint8_t { user_data = 0, sector_rest = 1, subchannel = 2 };
inline constexpr std::size_t area_count = 3;

// A track from its first block, or from its reservation, on.
struct RecordedTrack {
  std::uint16_t number{};
  std::uint16_t session{};
  base::Lba start{};
  base::Lba written_end{};  // after the last recorded block: where the next one goes while the track is open
  base::Lba end{};  // after the last block that belongs to it: of a reservation, of a closed track with its run-out,
                    // or the capacity while it is open and nobody knows its size
  bool is_reserved{};
  bool is_closed{};
  std::uint8_t track_mode{};
  std::uint8_t data_mode{1};

  bool operator==(const RecordedTrack&) const = default;
};

// A session from the first block of its first track on; the empty one at the end of an appendable disc is not kept.
struct RecordedSession {
  std::uint16_t number{};
  bool is_closed{};
  bool is_at_once{};              // CD: written by a cue sheet; DVD-R and DVD-RW: the whole disc
  std::uint8_t session_format{};  // CD: 00h, 10h, 20h as the Write Parameters page says
  base::Lba start{};
  base::Lba lead_out{};  // only when closed

  bool operator==(const RecordedSession&) const = default;
};

// What FORMAT UNIT made of the disc. What lies from `capacity` on, of BD and DVD-RAM, is spare.
struct Formatting {
  base::BlockCount capacity{};
  bool takes_overwrites{};  // BD-R: SRM+POW

  bool operator==(const Formatting&) const = default;
};

// DVD+R DL: what hosts made of its two layers.
struct Layers {
  base::BlockCount layer_0{};  // user data on layer 0; layer 1 holds as much
  bool has_extended_lead_out{};

  bool operator==(const Layers&) const = default;
};

// A cluster that was overwritten: what is read at `original` lies at `at`, among the spares.
struct Replacement {
  base::Lba original{};
  base::Lba at{};

  bool operator==(const Replacement&) const = default;
};

struct DiscState {
  bool is_finalized{};
  std::uint32_t disc_identification{};
  std::vector<RecordedSession> sessions;
  std::vector<RecordedTrack> tracks;
  std::array<ExtentSet, area_count> written;
  std::vector<CueEntry> cue_sheet;  // CD: of the session at once that is due or under way
  std::optional<Formatting> formatting;
  std::vector<Replacement> replacements;  // ascending by original, one a cluster
  bool is_write_protected{};              // DVD-RAM
  base::Lba formatted_until{};            // DVD+RW, DVD-RW: every block before it is formatted or written
  bool is_at_once_only{};                 // DVD-RW: blanked minimally
  std::uint16_t closing_session{};        // whose closing has begun and is not done; 0 when there is none
  std::optional<Layers> layers;           // none while the layers are as the maker divided them

  [[nodiscard]] ExtentSet& user_data() { return written[static_cast<std::size_t>(Area::user_data)]; }
  [[nodiscard]] const ExtentSet& user_data() const { return written[static_cast<std::size_t>(Area::user_data)]; }

  // The power was lost, or a write failed, while the last session was being closed: only a close goes on from there.
  [[nodiscard]] bool has_damaged_session() const { return closing_session != 0; }
  [[nodiscard]] bool has_open_session() const { return !sessions.empty() && !sessions.back().is_closed; }
  // The last session that is closed; none on a blank disc and before the first is.
  [[nodiscard]] const RecordedSession* last_closed_session() const;

  bool operator==(const DiscState&) const = default;
};

// A disc file's whole meaning.
struct DiscContents {
  ProfileNumber profile{};
  MediaIdentity identity;
  DiscState state;

  bool operator==(const DiscContents&) const = default;
};

}  // namespace emulator::media
