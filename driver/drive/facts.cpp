#include "driver/drive/facts.h"

#include <algorithm>

namespace driver::drive {

const SessionFacts* Facts::session(std::uint16_t number) const {
  const auto found = std::ranges::find(sessions, number, &SessionFacts::number);
  return found == sessions.end() ? nullptr : &*found;
}

const mmc::TrackInformation* Facts::track(std::uint16_t number) const {
  for (const SessionFacts& candidate : sessions) {
    const auto found = std::ranges::find(candidate.tracks, number, &mmc::TrackInformation::track);
    if (found != candidate.tracks.end()) return &*found;
  }
  return nullptr;
}

}  // namespace driver::drive
