// CD-R and CD-RW, one data track at once (MMC-6, Track at Once recording; Write Parameters mode page).
//
// Mode page 05h selects write type 1, data in mode 1 (track mode 4, data block type 8), and by its multi-session field
// what closing the session will leave: 11b a next session, 00b none. SEND OPC INFORMATION calibrates the laser where
// the drive offers it. READ TRACK INFORMATION of the invisible track must name the address that the image was made for.
// The track is written from there; a track shorter than four seconds is filled with zeros. SYNCHRONIZE CACHE ends it:
// the drive adds the two run-out blocks. CLOSE TRACK/SESSION with function 010b writes lead-in and lead-out; closing
// the track by itself is not needed.
#include <algorithm>

#include "driver/burn/read_out.h"
#include "driver/burn/recipes/compact_disc.h"

namespace driver::burn {
namespace {

Recipe::Room room(const RecipeInput& input) {
  return {.start = *input.open_track.next_writable, .blocks = blocks_to_lead_out(input) - run_out_blocks};
}

PlannedStep select(const RecipeInput& input, Finish finish, DiscState state) {
  return {SelectWriteParameters{write_parameters(input, mmc::WriteType::track_at_once, finish)}, state};
}

BurnPlan make(const RecipeInput& input) {
  const base::Lba start = *input.open_track.next_writable;
  const DiscState closed =
      input.options.finish == Finish::finalize ? DiscState::disc_closed : DiscState::session_closed;
  BurnPlan plan{.recipe = "CD, track at once",
                .session = input.open_track.session,
                .track = input.open_track.track,
                .start = start,
                .image = input.image,
                .steps = opening(input)};
  plan.steps.push_back(select(input, input.options.finish, DiscState::unchanged));
  plan.steps.push_back({CalibratePower{}});
  plan.steps.push_back(
      {CheckNextWritable{.track = mmc::invisible_track, .expected = start, .or_else = start - pre_gap}});
  plan.steps.push_back({WriteBlocks{.first = start,
                                    .image = input.image,
                                    .zeros_after = std::max(shortest_track - input.image, base::BlockCount{0}),
                                    .per_command = blocks_per_command(input.options, 16, 1),
                                    .least_when_cancelled = shortest_track},
                        DiscState::track_begun});
  plan.steps.push_back({SynchronizeCache{}, DiscState::track_closed});
  plan.steps.push_back({CloseSession{mmc::CloseFunction::session}, closed});
  append_ending(plan.steps, input, start, closed);

  plan.when_cancelled.push_back({SynchronizeCache{}, DiscState::track_closed});
  // The page decides what the closing leaves: a cancelled burn keeps the disc appendable whatever was asked for.
  if (input.options.finish == Finish::finalize) {
    plan.when_cancelled.push_back(select(input, Finish::keep_appendable, DiscState::track_closed));
  }
  plan.when_cancelled.push_back({CloseSession{mmc::CloseFunction::session}, DiscState::session_closed});
  plan.when_cancelled.push_back({UnlockMedium{}, DiscState::session_closed});
  return plan;
}

}  // namespace

const Recipe cd_track_at_once{.room = room, .make = make};

}  // namespace driver::burn
