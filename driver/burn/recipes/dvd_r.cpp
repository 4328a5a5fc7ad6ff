// DVD-R and DVD-RW, written incrementally (MMC-6, DVD-R Recording Model; Write Parameters mode page).
//
// Mode page 05h selects write type 0 in blocks of 2048 bytes (track mode 4, data block type 8), links and packets of an
// ECC block, and by its multi-session field what closing the session will leave: 11b a next session, 00b none. SEND OPC
// INFORMATION calibrates the laser where the drive offers it. The invisible track is written from its next writable
// address in ECC blocks of 16 blocks, the last one filled with zeros (WRITE (10) command). SYNCHRONIZE CACHE puts the
// last of them on the disc. CLOSE TRACK/SESSION closes the track (function 001b), then the session (010b): the drive
// writes the border-out, and pads the first one to where the standard lets it begin.
#include <fmt/core.h>

#include "driver/burn/recipe.h"

namespace driver::burn {
namespace {

constexpr std::int64_t ecc_block = 16;

PlannedStep select(Finish finish, DiscState state) {
  const bool is_last = finish == Finish::finalize;
  // Buffer underrun protection is mandatory for such discs (MMC-6, Incremental Streaming Writable feature, BUF).
  return {SelectWriteParameters{
              {.write_type = mmc::WriteType::packet,
               .multi_session = is_last ? mmc::MultiSession::closed : mmc::MultiSession::next_session_allowed,
               .buffer_underrun_free = true,
               .packet_blocks = ecc_block}},
          state};
}

void append_closing(std::vector<PlannedStep>& steps, const RecipeInput& input, DiscState closed) {
  steps.push_back({CloseTrack{.track = input.open_track.track,
                              .error_is_harmless = input.facts.quirks.close_track_answers_with_error},
                   DiscState::track_closed});
  steps.push_back({CloseSession{mmc::CloseFunction::session}, closed});
}

Recipe::Room room(const RecipeInput& input) {
  return {.start = *input.open_track.next_writable, .blocks = input.open_track.free_blocks};
}

BurnPlan make(const RecipeInput& input) {
  const base::Lba start = *input.open_track.next_writable;
  const Finish finish = input.options.finish;
  const DiscState closed = finish == Finish::finalize ? DiscState::disc_closed : DiscState::session_closed;
  const base::BlockCount end = start + input.image - base::Lba{};
  BurnPlan plan{.recipe = fmt::format("{}, incremental recording", drive::medium_name(input.facts.profile())),
                .session = input.open_track.session,
                .track = input.open_track.track,
                .start = start,
                .image = input.image,
                .steps = opening(input)};
  plan.steps.push_back(select(finish, DiscState::unchanged));
  plan.steps.push_back({CalibratePower{}});
  plan.steps.push_back({CheckNextWritable{.track = input.open_track.track, .expected = start, .or_else = start}});
  plan.steps.push_back({WriteBlocks{.first = start,
                                    .image = input.image,
                                    .zeros_after = end.rounded_up(ecc_block) - end,
                                    .per_command = blocks_per_command(input.options, ecc_block, ecc_block)},
                        DiscState::track_begun});
  plan.steps.push_back({SynchronizeCache{}, DiscState::track_written});
  append_closing(plan.steps, input, closed);
  append_ending(plan.steps, input, start, closed);

  plan.when_cancelled.push_back({SynchronizeCache{}, DiscState::track_written});
  // The page decides what the closing leaves: a cancelled burn keeps the disc appendable whatever was asked for.
  if (finish == Finish::finalize) {
    plan.when_cancelled.push_back(select(Finish::keep_appendable, DiscState::track_written));
  }
  append_closing(plan.when_cancelled, input, DiscState::session_closed);
  plan.when_cancelled.push_back({UnlockMedium{}, DiscState::session_closed});
  return plan;
}

}  // namespace

const Recipe dvd_r{.room = room, .make = make};

}  // namespace driver::burn
