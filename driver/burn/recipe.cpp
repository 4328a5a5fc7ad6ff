#include "driver/burn/recipe.h"

#include <algorithm>

namespace driver::burn {

base::BlockCount blocks_per_command(const BurnOptions& options, std::int64_t usual, std::int64_t unit) {
  const std::int64_t carried = static_cast<std::int64_t>(options.largest_transfer) / base::block_bytes / unit * unit;
  return base::BlockCount{std::clamp(carried, unit, usual)};
}

std::vector<PlannedStep> opening(const RecipeInput& input) {
  std::vector<PlannedStep> steps{{LockMedium{}}};
  if (input.options.write_kbytes_per_second) {
    const bool is_cd = input.facts.family() == drive::Family::cd;
    const base::BlockCount blocks = input.open_track.free_blocks;
    const base::Lba end = *input.open_track.next_writable + blocks;
    steps.push_back({SetSpeed{.way = is_cd ? SetSpeed::Way::set_cd_speed : SetSpeed::Way::set_streaming,
                              .write_kbytes_per_second = *input.options.write_kbytes_per_second,
                              .last_block = end - base::BlockCount{1}}});
  }
  return steps;
}

void append_ending(std::vector<PlannedStep>& steps, const RecipeInput& input, base::Lba start, DiscState state) {
  if (input.options.verify == Verify::yes) {
    steps.push_back({WaitReady{}, state});
    steps.push_back({VerifyBlocks{.first = start, .per_command = blocks_per_command(input.options, 32, 1)}, state});
  }
  steps.push_back({UnlockMedium{}, state});
}

}  // namespace driver::burn
