#include <fmt/core.h>

#include <algorithm>

#include "driver/burn/format_plan.h"
#include "driver/burn/recipe.h"

namespace driver::burn {
namespace {

using drive::Facts;
using Kind = PlanError::Kind;

namespace number = mmc::profile_number;

std::unexpected<PlanError> unsuitable(std::string text) {
  return std::unexpected(PlanError{Kind::unsuitable, std::move(text)});
}

std::string name_of_medium(const Facts& facts) {
  const std::string_view name = drive::medium_name(facts.profile());
  return name.empty() ? fmt::format("a medium of profile {:04X}h", facts.profile()) : std::string{name};
}

std::expected<const Recipe*, PlanError> cd_recipe(const Facts& facts, const BurnOptions& options) {
  if (options.method != Method::session_at_once) return &cd_track_at_once;
  if (!cd_mastering(facts.configuration).session_at_once) {
    return unsuitable("the drive does not offer session at once for this medium; use --track-at-once");
  }
  constexpr int most_tracks = 99;  // two digits of a cue sheet's row
  if (facts.open_track && (facts.open_track->track < 1 || facts.open_track->track > most_tracks)) {
    return unsuitable(fmt::format("the next track of the CD is number {}, and there are 1 to {}; insert a blank disc",
                                  facts.open_track->track, most_tracks));
  }
  return &cd_session_at_once;
}

// A DVD-RW that was blanked minimally takes a disc at once and nothing else: the drive lists incremental writing then,
// and not as current (MMC-6, Incremental Streaming Writable feature).
std::expected<const Recipe*, PlanError> dvd_recipe(const Facts& facts) {
  constexpr std::uint16_t incremental = mmc::feature_code::incremental_streaming_writable;
  const bool is_listed = facts.configuration.find(incremental) != nullptr;
  if (!is_listed || facts.configuration.is_current(incremental)) return &dvd_r;
  return unsuitable(
      fmt::format("the drive writes this {} as a whole only, which this program does not; use \"bbburn blank --full\"",
                  name_of_medium(facts)));
}

std::string only_cd_has_methods(const Facts& facts) {
  return fmt::format(
      "track at once and session at once are ways to write a CD, and the medium is {}; leave the option out",
      name_of_medium(facts));
}

std::expected<const Recipe*, PlanError> choose(const Facts& facts, const BurnOptions& options) {
  if (facts.family() == drive::Family::cd && facts.profile() != number::cd_rom) return cd_recipe(facts, options);
  if (options.method != Method::automatic) return unsuitable(only_cd_has_methods(facts));
  switch (facts.profile()) {
    case number::dvd_r_sequential:
    case number::dvd_r_dual_layer_sequential:
    case number::dvd_rw_sequential:
      return dvd_recipe(facts);
    case number::dvd_plus_r:
      return &dvd_plus_r;
    case number::dvd_plus_r_dual_layer:
      return &dvd_plus_r_dual_layer;
    case number::bd_r_srm:
      break;
    default:
      return unsuitable(
          fmt::format("{} cannot be written by this program; insert a blank CD-R, DVD-R, DVD+R or BD-R, or "
                      "a BD-RE, DVD-RW, DVD+RW or DVD-RAM",
                      name_of_medium(facts)));
  }
  // Overwriting would be hidden behind replacements that a sequential burn does not plan for; libburn refuses too.
  if (facts.configuration.is_current(mmc::feature_code::bd_r_pseudo_overwrite)) {
    return unsuitable(
        "the BD-R is formatted for pseudo-overwrite, which this program does not write; insert a blank one");
  }
  return &bd_r_sequential;
}

// Whether a disc of the right kind takes anything more.
std::expected<void, PlanError> check_disc(const Facts& facts, const BurnOptions& options) {
  if (!facts.disc) return unsuitable("the drive does not tell the state of the disc; use a drive that can write");
  if (options.place == Place::blank_disc && !facts.is_blank()) {
    return unsuitable("the disc is not blank; use \"bbburn append\" for a further session, or insert a blank disc");
  }
  if (!facts.open_track) return unsuitable("the drive names no address to write next; insert a blank disc");
  if (facts.open_track->is_damaged) {
    return unsuitable("the open track is damaged by a burn that was interrupted; insert a blank disc");
  }
  if (const base::Lba next = *facts.open_track->next_writable; next < base::Lba{0}) {
    return unsuitable(fmt::format(
        "the drive names address {} to write next, before a disc's first; insert a blank disc", next.value));
  }
  return {};
}

// What the image takes of the disc with the zeros that follow it.
base::BlockCount blocks_of(const BurnPlan& plan) {
  base::BlockCount blocks{};
  for (const PlannedStep& planned : plan.steps) {
    if (const auto* write = std::get_if<WriteBlocks>(&planned.step)) blocks += write->image + write->zeros_after;
  }
  return blocks;
}

struct Chosen {
  const Recipe* recipe{};
  RecipeInput input;
};

// A DVD-RW grows from what it holds to the size of its full format. While its last border is open it needs no format
// for that.
base::BlockCount most_after_growing(const mmc::FormatCapacities& capacities) {
  base::BlockCount most = capacities.blocks;
  for (const mmc::FormattableCapacity& each : capacities.formattable) {
    if (each.format_type == mmc::format_type::full) most = std::max(most, each.blocks);
  }
  return most;
}

std::optional<mmc::FormatRequest> growing_format(const mmc::FormatCapacities& capacities) {
  if (capacities.kind != mmc::CapacityKind::formatted) return std::nullopt;
  const auto grow = std::ranges::find(capacities.formattable, mmc::format_type::dvd_rw_quick_grow,
                                      &mmc::FormattableCapacity::format_type);
  if (grow == capacities.formattable.end()) return std::nullopt;
  return mmc::FormatRequest{.blocks = grow->blocks, .type = grow->format_type, .parameter = grow->parameter};
}

// The one track of such a disc is never open: it is written from its first block as often as anybody wants.
std::expected<Chosen, PlanError> prepare_overwritable(const Facts& facts, base::BlockCount image,
                                                      const BurnOptions& options) {
  if (options.place == Place::next_session) {
    return unsuitable(
        fmt::format("{} takes no further session, it is overwritten; use \"bbburn write\"", name_of_medium(facts)));
  }
  if (options.method != Method::automatic) return unsuitable(only_cd_has_methods(facts));
  if (options.finish == Finish::finalize) {
    return unsuitable(fmt::format("{} is never closed; leave --finalize out", name_of_medium(facts)));
  }
  if (facts.holds_data && options.existing == Existing::keep) {
    return unsuitable("the disc holds data, which would be lost; use --overwrite, or insert another disc");
  }
  const auto& capacities = facts.format_capacities;
  if (!capacities) return unsuitable("the drive does not tell the size of the disc; use a drive that can write");
  Chosen chosen{.recipe = &overwritable,
                .input = {.facts = facts,
                          .open_track = {.track = 1, .session = 1, .next_writable = base::Lba{0}},
                          .image = image,
                          .options = options}};
  base::BlockCount room = capacities->blocks;
  if (facts.profile() == number::dvd_rw_restricted_overwrite) {
    room = most_after_growing(*capacities);
    if (image > capacities->blocks) chosen.input.growing_format = growing_format(*capacities);
  }
  if (capacities->kind == mmc::CapacityKind::unformatted) {
    const auto format = first_format(facts);
    if (!format) return std::unexpected(format.error());
    chosen.input.first_format = *format;
    room = format->blocks;
  }
  chosen.input.open_track.free_blocks = room;
  chosen.input.open_track.size = room;
  return chosen;
}

std::expected<Chosen, PlanError> prepare(const Facts& facts, base::BlockCount image, const BurnOptions& options) {
  if (facts.presence == drive::MediumPresence::absent_tray_open) {
    return std::unexpected(PlanError{Kind::no_medium, "the tray is open; insert a blank disc and close it"});
  }
  if (!facts.has_medium()) return std::unexpected(PlanError{Kind::no_medium, "no medium; insert a blank disc"});
  if (drive::is_overwritable(facts.profile())) return prepare_overwritable(facts, image, options);
  // First of all: on a complete disc the drive offers no way of writing at all.
  if (facts.disc && facts.disc->status == mmc::DiscStatus::complete) {
    return unsuitable("the disc is complete, nothing can be added to it; insert a blank disc");
  }
  const auto recipe = choose(facts, options);
  if (!recipe) return std::unexpected(recipe.error());
  if (const auto usable = check_disc(facts, options); !usable) return std::unexpected(usable.error());
  return Chosen{.recipe = *recipe,
                .input = {.facts = facts, .open_track = *facts.open_track, .image = image, .options = options}};
}

}  // namespace

std::expected<base::Lba, PlanError> next_start(const Facts& facts, const BurnOptions& options) {
  const auto chosen = prepare(facts, base::BlockCount{0}, options);
  if (!chosen) return std::unexpected(chosen.error());
  return chosen->recipe->room(chosen->input).start;
}

std::expected<BurnPlan, PlanError> plan(const Facts& facts, base::BlockCount image, const BurnOptions& options) {
  const auto chosen = prepare(facts, image, options);
  if (!chosen) return std::unexpected(chosen.error());
  if (image.value <= 0) return unsuitable("the image is empty; there is nothing to write");
  BurnPlan made = chosen->recipe->make(chosen->input);
  const base::BlockCount room = std::max(chosen->recipe->room(chosen->input).blocks, base::BlockCount{0});
  const base::BlockCount taken = blocks_of(made);
  if (taken <= room) return made;
  const std::string padded = image > room ? "" : fmt::format(" and takes {}", taken.value);
  return std::unexpected(
      PlanError{Kind::too_large,
                fmt::format("the image has {} blocks{}, the disc has room for {}; leave something out or insert a "
                            "larger disc",
                            image.value, padded, room.value)});
}

}  // namespace driver::burn
