#include "driver/burn/recipes/sequential.h"

namespace driver::burn {
namespace {

void append_closing(std::vector<PlannedStep>& steps, const RecipeInput& input, Finish finish) {
  const bool finalizes = finish == Finish::finalize;
  steps.push_back({SynchronizeCache{}, DiscState::track_written});
  steps.push_back({CloseTrack{.track = input.open_track.track,
                              .error_is_harmless = input.facts.quirks.close_track_answers_with_error},
                   DiscState::track_closed});
  steps.push_back({CloseSession{finalizes ? mmc::CloseFunction::finalize : mmc::CloseFunction::session},
                   finalizes ? DiscState::disc_closed : DiscState::session_closed});
}

}  // namespace

Recipe::Room sequential_room(const RecipeInput& input) {
  return {.start = *input.open_track.next_writable, .blocks = input.open_track.free_blocks};
}

BurnPlan plan_sequential(const RecipeInput& input, const SequentialMedium& medium) {
  const base::Lba start = *input.open_track.next_writable;
  const std::uint16_t track = input.open_track.track;
  // The units of the medium lie at multiples of their size, wherever the track begins.
  const std::int64_t image_end = (start + input.image).value;
  const std::int64_t unit_end = base::BlockCount{image_end}.rounded_up(medium.unit).value;

  BurnPlan plan{.recipe = std::string{medium.recipe},
                .session = input.open_track.session,
                .track = track,
                .start = start,
                .image = input.image,
                .steps = opening(input)};
  plan.steps.push_back({CheckNextWritable{.track = track, .expected = start, .or_else = start}});
  plan.steps.push_back({WriteBlocks{.first = start,
                                    .image = input.image,
                                    .zeros_after = base::BlockCount{unit_end - image_end},
                                    .per_command = blocks_per_command(input.options, medium.unit, medium.unit)},
                        DiscState::track_begun});
  append_closing(plan.steps, input, input.options.finish);
  append_ending(plan.steps, input, start, plan.steps.back().leaves);

  append_closing(plan.when_cancelled, input, Finish::keep_appendable);
  plan.when_cancelled.push_back({UnlockMedium{}, DiscState::session_closed});
  return plan;
}

}  // namespace driver::burn
