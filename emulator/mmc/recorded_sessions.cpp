#include "emulator/mmc/recorded_sessions.h"

#include <algorithm>
#include <iterator>

namespace emulator::mmc {

std::vector<media::Session> complete_sessions(const media::DiscLayout& disc) {
  std::vector<media::Session> sessions;
  std::ranges::copy_if(disc.sessions, std::back_inserter(sessions), [](const media::Session& session) {
    return session.state == media::SessionState::complete && session.lead_out;
  });
  return sessions;
}

std::vector<media::Track> tracks_of(const media::DiscLayout& disc, const media::Session& session) {
  std::vector<media::Track> tracks;
  std::ranges::copy_if(disc.tracks, std::back_inserter(tracks), [&](const media::Track& track) {
    return track.session == session.number && !track.is_invisible;
  });
  return tracks;
}

}  // namespace emulator::mmc
