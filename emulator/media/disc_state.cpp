#include "emulator/media/disc_state.h"

namespace emulator::media {

const RecordedSession* DiscState::last_closed_session() const {
  if (sessions.empty()) return nullptr;
  if (sessions.back().is_closed) return &sessions.back();
  return sessions.size() < 2 ? nullptr : &sessions[sessions.size() - 2];
}

}  // namespace emulator::media
