#include "driver/burn/recipes/compact_disc.h"

#include <algorithm>

namespace driver::burn {

base::BlockCount blocks_to_lead_out(const RecipeInput& input) {
  // 99:59:74, the last time that a cue sheet or a TOC can say (MMC-6, MSF to LBA translation).
  constexpr base::Lba last_time{449'849};
  base::Lba lead_out = last_time;
  // The disc information names the last possible lead-out as 0, minutes, seconds, frames; all ones when it has none.
  const std::uint32_t time = input.facts.disc ? input.facts.disc->last_possible_lead_out : 0;
  if (time != 0 && time != 0xFFFF'FFFF) {
    const std::int64_t minutes = time >> 16;
    const std::int64_t seconds = time >> 8 & 0xFF;
    lead_out = std::min(lead_out, base::Lba{(minutes * 60 + seconds) * 75 + (time & 0xFF)} - pre_gap);
  }
  return std::min(input.open_track.free_blocks, lead_out - *input.open_track.next_writable);
}

mmc::WriteParameters write_parameters(const RecipeInput& input, mmc::WriteType type, Finish finish) {
  const mmc::Configuration& configuration = input.facts.configuration;
  const bool is_free = type == mmc::WriteType::session_at_once
                           ? mmc::cd_mastering(configuration).buffer_underrun_free
                           : mmc::cd_track_at_once(configuration).buffer_underrun_free;
  return {
      .write_type = type,
      .multi_session = finish == Finish::finalize ? mmc::MultiSession::closed : mmc::MultiSession::next_session_allowed,
      .buffer_underrun_free = is_free};
}

}  // namespace driver::burn
