#include "emulator/media/dvd_plus_r.h"

#include <utility>

#include "emulator/media/sequential_medium.h"

namespace emulator::media {
namespace {

constexpr std::int64_t ecc_block = 16;

// Between the end of a closed session and the next one lie 2048 blocks of closure, intermission and introduction; seen
// on five drives, e.g. 192 -> 2240 and 1433568 -> 1435616.
constexpr base::BlockCount session_gap{2048};

// Where a DVD-ROM drive stops to read reliably; what real drives report (42000h).
constexpr std::uint32_t read_compatibility_lba = 270'336;

void complete(DiscLayout& layout, const DiscState& recorded) {
  layout.read_compatibility_lba = read_compatibility_lba;
  mark_fragments(layout, recorded);
}

constexpr SequentialFamily family{.profile = ProfileNumber::dvd_plus_r,
                                  .rules = dvd_plus_r_rules,
                                  .track_mode = 7,
                                  .finalizes = finalizes_dvd_plus_r,
                                  .complete = complete};

}  // namespace

bool finalizes_dvd_plus_r(std::uint8_t close_function) { return close_function == 5 || close_function == 6; }

void mark_fragments(DiscLayout& layout, const DiscState& recorded) {
  for (Track& track : layout.tracks) {
    track.is_reserved =
        recorded.has_open_session() && track.session == recorded.sessions.back().number && !track.is_invisible;
  }
}

SequentialRules dvd_plus_r_rules(const MediaIdentity& identity) {
  // 153 closed sessions of one track each; 15 fragments and the incomplete one in the open session. The run-in of 16
  // blocks between fragments is assumed.
  return {.capacity = identity.capacity,
          .ecc_block = ecc_block,
          .track_gap = base::BlockCount{16},
          .first_session_gap = session_gap,
          .later_session_gap = session_gap,
          .most_tracks = 153 + 16,
          .most_sessions = 153,
          .most_open_tracks = 15,
          .merges_tracks = true};
}

std::unique_ptr<Medium> make_dvd_plus_r(std::unique_ptr<Store> store, DiscContents contents) {
  return make_sequential_medium(family, std::move(store), std::move(contents));
}

}  // namespace emulator::media
