#include "emulator/media/bd_r.h"

#include <utility>

#include "emulator/media/bd_r_formats.h"
#include "emulator/media/sequential_medium.h"

namespace emulator::media {
namespace {

// MMC-6, CLOSE TRACK/SESSION command, close function definitions for BD-R.
bool finalizes(std::uint8_t close_function) { return close_function == 6; }

// Real drives set RT on the closed tracks of an open session and on reservations, and clear it on the track that grows
// and in closed sessions (LG WH16NS40, sample of an open session). They call every track a packet one.
void complete(DiscLayout& layout, const DiscState& recorded) {
  for (Track& track : layout.tracks) {
    const bool in_open_session = recorded.has_open_session() && track.session == recorded.sessions.back().number;
    track.is_packet = true;
    track.is_reserved = track.is_closed ? in_open_session : track.is_reserved;
  }
}

constexpr SequentialFamily family{.profile = ProfileNumber::bd_r_sequential,
                                  .rules = bd_r_rules,
                                  .track_mode = 4,
                                  .finalizes = finalizes,
                                  .complete = complete,
                                  .formats = bd_r_formats,
                                  .formatting = bd_r_formatting};

}  // namespace

SequentialRules bd_r_rules(const MediaIdentity& identity) {
  // The next session begins on the next cluster, without a gap. The limits are the standard's 7,927 recording ranges
  // and 16 open ones; sessions beyond some 300 fail on real drives.
  return {.capacity = identity.capacity,
          .ecc_block = bd_r_cluster,
          .most_tracks = 7927,
          .most_sessions = 300,
          .most_open_tracks = 16};
}

std::unique_ptr<Medium> make_bd_r(std::unique_ptr<Store> store, DiscContents contents) {
  return make_sequential_medium(family, std::move(store), std::move(contents));
}

}  // namespace emulator::media
