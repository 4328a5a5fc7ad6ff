#include "emulator/mmc/recorded_sessions.h"

#include <algorithm>
#include <iterator>

namespace emulator::mmc {
namespace {

bool is_complete(const media::Session& session) {
  return session.state == media::SessionState::complete && session.lead_out.has_value();
}

// A BD-R with pseudo overwrite is never closed between two burns; drives then show it as one track of all that was
// formatted (a real drive with an open session of three tracks).
std::optional<media::Session> fabricated_session(const media::DiscLayout& disc) {
  if (!disc.overwrites_left || !disc.formatted_capacity || disc.tracks.front().is_invisible) return std::nullopt;
  media::Session session = disc.sessions.front();
  session.last_track = session.first_track;
  session.lead_out = base::Lba{} + *disc.formatted_capacity;
  return session;
}

}  // namespace

std::vector<media::Session> complete_sessions(const media::DiscLayout& disc) {
  std::vector<media::Session> sessions;
  std::ranges::copy_if(disc.sessions, std::back_inserter(sessions), is_complete);
  if (sessions.empty()) {
    if (const auto fabricated = fabricated_session(disc)) sessions.push_back(*fabricated);
  }
  return sessions;
}

std::vector<media::Track> tracks_of(const media::DiscLayout& disc, const media::Session& session) {
  std::vector<media::Track> tracks;
  std::ranges::copy_if(disc.tracks, std::back_inserter(tracks), [&](const media::Track& track) {
    return track.session == session.number && !track.is_invisible;
  });
  if (!is_complete(session) && !tracks.empty()) tracks.resize(1);
  return tracks;
}

}  // namespace emulator::mmc
