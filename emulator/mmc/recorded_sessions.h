// What of a disc's layout is on record: complete sessions, and the tracks in them.
#pragma once

#include <vector>

#include "emulator/media/layout.h"

namespace emulator::mmc {

[[nodiscard]] std::vector<media::Session> complete_sessions(const media::DiscLayout& disc);

// The tracks of a session in order, without the invisible one.
[[nodiscard]] std::vector<media::Track> tracks_of(const media::DiscLayout& disc, const media::Session& session);

}  // namespace emulator::mmc
