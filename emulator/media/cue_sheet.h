// What a cue sheet asks for. We record sessions of one data track in mode 1; a sheet that asks for more is refused.
// MMC-6, SEND CUE SHEET command.
#pragma once

#include <cstdint>
#include <vector>

#include "emulator/media/medium.h"

namespace emulator::media {

// The disc that a sheet is to fit on.
struct CueContext {
  base::Lba pre_gap_start;  // -150 on a blank disc
  base::Lba last_possible_lead_out;
  std::uint16_t next_track{};
};

struct SessionPlan {
  base::Lba first_write;  // the pre-gap when the host sends it, else the track's start
  base::Lba track_start;  // index 1
  base::Lba lead_out;
  std::uint8_t track_mode{};  // the Q control nibble
};

// Sense: INVALID FIELD IN PARAMETER LIST with the byte that is wrong.
[[nodiscard]] Result<SessionPlan> plan_session(const std::vector<CueEntry>& sheet, const CueContext& context);

}  // namespace emulator::media
