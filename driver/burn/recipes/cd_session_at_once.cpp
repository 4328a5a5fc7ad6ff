// CD-R and CD-RW, one session with one data track at once (MMC-6, Session at Once recording; SEND CUE SHEET command).
//
// Mode page 05h selects write type 2 and what the session's end will leave: 11b a next session, 00b none. SEND OPC
// INFORMATION calibrates the laser where the drive offers it. The cue sheet tells the session's layout: lead-in, the
// track's pre-gap (index 0) and data (index 1), lead-out, with absolute times; only then may blocks come. The first
// WRITE goes to the first block of the pre-gap, 150 before the data, -150 on a blank disc: the host sends those blocks
// too, as zeros, since the cue sheet gives them a data form with user data. Everything up to the lead-out follows
// without a gap. SYNCHRONIZE CACHE lets the drive write the lead-out; CLOSE TRACK/SESSION is not sent. The drive must
// get every block that the cue sheet announced, so a cancelled burn sends zeros for the rest.
#include <algorithm>

#include "driver/burn/recipes/compact_disc.h"
#include "driver/mmc/commands/read_toc.h"

namespace driver::burn {
namespace {

Recipe::Room room(const RecipeInput& input) {
  return {.start = *input.open_track.next_writable, .blocks = blocks_to_lead_out(input)};
}

std::vector<mmc::CueSheetRow> cue_sheet(std::uint8_t track, base::Lba start, base::BlockCount blocks) {
  return {{.data_form = mmc::mode_1_generated},
          {.track = track, .index = 0, .data_form = mmc::mode_1_user_data, .start = start - pre_gap},
          {.track = track, .index = 1, .data_form = mmc::mode_1_user_data, .start = start},
          {.track = mmc::lead_out_track, .index = 1, .data_form = mmc::mode_1_generated, .start = start + blocks}};
}

BurnPlan make(const RecipeInput& input) {
  const base::Lba start = *input.open_track.next_writable;
  const base::BlockCount blocks = std::max(input.image, shortest_track);
  const DiscState closed =
      input.options.finish == Finish::finalize ? DiscState::disc_closed : DiscState::session_closed;
  BurnPlan plan{.recipe = "CD, session at once",
                .session = input.open_track.session,
                .track = input.open_track.track,
                .start = start,
                .image = input.image,
                .steps = opening(input)};
  plan.steps.push_back(
      {SelectWriteParameters{write_parameters(input, mmc::WriteType::session_at_once, input.options.finish)}});
  plan.steps.push_back({CalibratePower{}});
  plan.steps.push_back(
      {CheckNextWritable{.track = mmc::invisible_track, .expected = start - pre_gap, .or_else = start}});
  plan.steps.push_back({SendCueSheet{cue_sheet(static_cast<std::uint8_t>(input.open_track.track), start, blocks)}});
  plan.steps.push_back({WriteBlocks{.first = start - pre_gap,
                                    .zeros_before = pre_gap,
                                    .image = input.image,
                                    .zeros_after = blocks - input.image,
                                    .per_command = blocks_per_command(input.options, 16, 1),
                                    .least_when_cancelled = pre_gap + blocks},
                        DiscState::track_begun});
  plan.steps.push_back({SynchronizeCache{}, closed});
  append_ending(plan.steps, input, start, closed);
  plan.when_cancelled.push_back({SynchronizeCache{}, closed});
  plan.when_cancelled.push_back({UnlockMedium{}, closed});
  return plan;
}

}  // namespace

const Recipe cd_session_at_once{.room = room, .make = make};

}  // namespace driver::burn
