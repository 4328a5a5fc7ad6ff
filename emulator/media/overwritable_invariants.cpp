#include "emulator/media/overwritable_invariants.h"

#include <fmt/format.h>

#include <algorithm>

namespace emulator::media {
namespace {

Violation broken(std::string invariant, std::string detail) {
  return {.invariant = std::move(invariant), .detail = std::move(detail)};
}

// A DVD-RW is one of these discs once it is formatted. Its blocks exist up to where it was written or formatted.
bool is_restricted(const LoadedDisc& disc) { return disc.contents.profile == ProfileNumber::dvd_minus_rw_sequential; }

// The one session and the one track of such a disc are no records: they follow from the format. A DVD-RW can be closed
// for good, and then it does not grow any more.
std::optional<Violation> check_is_not_sequential(const LoadedDisc& disc) {
  const DiscState& state = disc.contents.state;
  const bool may_be_final = is_restricted(disc) && state.formatted_until == base::Lba{} + state.formatting->capacity;
  if (!state.tracks.empty()) return broken("tracks", "a disc without tracks of its own has one");
  if (state.is_at_once_only) return broken("formatting", "a disc that is overwritten is written at once");
  if (!state.sessions.empty() || (state.is_finalized && !may_be_final))
    return broken("sessions", "a disc without sessions of its own");
  if (!state.cue_sheet.empty()) return broken("cue sheet", "no session at once is due");
  if (!state.replacements.empty()) return broken("formatting", "a cluster is replaced on a disc that is overwritten");
  if (state.closing_session != 0) return broken("closing", "a disc without sessions of its own");
  if (state.layers) return broken("layers", "a disc whose layers no host divides");
  return std::nullopt;
}

std::optional<Violation> check_format(const LoadedDisc& disc, const SequentialRules& rules) {
  const DiscState& state = disc.contents.state;
  if (state.formatting) {
    const base::BlockCount capacity = state.formatting->capacity;
    if (capacity.value <= 0 || capacity > rules.capacity || capacity.value % rules.ecc_block != 0 ||
        state.formatting->takes_overwrites) {
      return broken("formatting", fmt::format("{} blocks for user data", capacity.value));
    }
  }
  if (state.is_write_protected && disc.contents.profile != ProfileNumber::dvd_ram) {
    return broken("formatting", "no DVD-RAM, and it is write-protected");
  }
  const base::BlockCount capacity = state.formatting ? state.formatting->capacity : base::BlockCount{};
  const bool goes_on = disc.contents.profile == ProfileNumber::dvd_plus_rw || is_restricted(disc);
  if (state.formatted_until < base::Lba{} || state.formatted_until > base::Lba{} + capacity ||
      (!goes_on && state.formatted_until != base::Lba{})) {
    return broken("formatting", fmt::format("formatted until block {}", state.formatted_until.value));
  }
  if (is_restricted(disc) && state.formatted_until.value % rules.ecc_block != 0) {
    return broken("alignment", "a part of an ECC block is formatted");
  }
  return std::nullopt;
}

std::optional<Violation> check_places(const LoadedDisc& disc, const SequentialRules& rules) {
  const DiscState& state = disc.contents.state;
  const base::BlockCount formatted = state.formatting ? state.formatting->capacity : base::BlockCount{};
  const base::BlockRange places{base::Lba{}, is_restricted(disc) ? state.formatted_until - base::Lba{} : formatted};
  for (std::size_t area = 0; area < area_count; ++area) {
    const bool exists = area == static_cast<std::size_t>(Area::user_data);
    for (const base::BlockRange& extent : state.written[area].ranges()) {
      if (exists && extent.within(places)) continue;
      return broken("extents", fmt::format("{} blocks at {} in area {}", extent.count.value, extent.first.value, area));
    }
  }
  const auto is_part = [&](const base::BlockRange& extent) {
    return extent.first.value % rules.ecc_block != 0 || extent.count.value % rules.ecc_block != 0;
  };
  if (std::ranges::any_of(state.user_data().ranges(), is_part)) {
    return broken("alignment", "a part of an ECC block is written");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Violation> check_overwritable(const LoadedDisc& disc, const SequentialRules& rules) {
  if (auto violation = check_is_not_sequential(disc)) return violation;
  if (auto violation = check_format(disc, rules)) return violation;
  return check_places(disc, rules);
}

}  // namespace emulator::media
