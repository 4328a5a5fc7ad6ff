// BD-RE, DVD+RW, DVD-RAM and DVD-RW with a format: media whose blocks are written where and as often as anybody wants
// (MMC-6, Random Writable feature).
//
// A disc without a format gets one first (FORMAT UNIT, the default of its kind, without certification); a DVD+RW goes
// on formatting in the background while it is written. The image begins at address 0 and is written in whole ECC
// blocks, the last one filled with zeros, so that the drive need not read what it writes over (WRITE (10) command).
// SYNCHRONIZE CACHE puts the last of it on the disc. There is no track to close and no session: only on DVD+RW does
// CLOSE TRACK/SESSION (function 010b) end the background format early and leave a disc that other drives read.
//
// DVD-RW is written incrementally, says mode page 05h (write type 0, packets of an ECC block). Where the image needs
// more than the disc is formatted for, FORMAT UNIT type 13h lets its last border grow: what is written behind the old
// end is formatted with it. CLOSE TRACK/SESSION (010b) ends that intermediate state (MMC-6, DVD-RW, restricted
// overwrite).
#include <fmt/core.h>

#include "driver/burn/format_plan.h"
#include "driver/burn/recipe.h"

namespace driver::burn {
namespace {

namespace number = mmc::profile_number;

bool is_dvd_rw(const RecipeInput& input) { return input.facts.profile() == number::dvd_rw_restricted_overwrite; }

void append_preparation(std::vector<PlannedStep>& steps, const RecipeInput& input) {
  if (is_dvd_rw(input)) {
    steps.push_back({SelectWriteParameters{
        {.write_type = mmc::WriteType::packet, .buffer_underrun_free = true, .packet_blocks = 16}}});
  }
  if (input.first_format) steps.push_back({FormatMedium{*input.first_format}, DiscState::formatted});
  if (input.growing_format) steps.push_back({FormatMedium{*input.growing_format}});
}

void append_closing(std::vector<PlannedStep>& steps, const RecipeInput& input) {
  if (input.facts.profile() != number::dvd_plus_rw && !is_dvd_rw(input)) {
    steps.push_back({SynchronizeCache{}, DiscState::session_closed});
    return;
  }
  steps.push_back({SynchronizeCache{}, DiscState::track_written});
  steps.push_back({CloseSession{mmc::CloseFunction::session}, DiscState::session_closed});
}

Recipe::Room room(const RecipeInput& input) { return {.start = base::Lba{0}, .blocks = input.open_track.free_blocks}; }

BurnPlan make(const RecipeInput& input) {
  // An ECC block.
  const std::int64_t unit = input.facts.family() == drive::Family::blu_ray ? 32 : 16;
  constexpr std::int64_t usual_blocks = 32;
  constexpr base::Lba start{0};
  BurnPlan plan{.recipe = fmt::format("{}, overwriting", drive::medium_name(input.facts.profile())),
                .session = 1,
                .track = 1,
                .start = start,
                .image = input.image,
                .steps = opening(input)};
  append_preparation(plan.steps, input);
  plan.steps.push_back({WriteBlocks{.first = start,
                                    .image = input.image,
                                    .zeros_after = input.image.rounded_up(unit) - input.image,
                                    .per_command = blocks_per_command(input.options, usual_blocks, unit)},
                        DiscState::track_begun});
  append_closing(plan.steps, input);
  append_ending(plan.steps, input, start, DiscState::session_closed);

  append_closing(plan.when_cancelled, input);
  plan.when_cancelled.push_back({UnlockMedium{}, DiscState::session_closed});
  return plan;
}

}  // namespace

const Recipe overwritable{.room = room, .make = make};

}  // namespace driver::burn
