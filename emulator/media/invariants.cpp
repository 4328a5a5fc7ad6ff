#include "emulator/media/invariants.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "emulator/media/layers.h"
#include "emulator/media/overwritable_invariants.h"

namespace emulator::media {
namespace {

using Check = std::optional<Violation> (*)(const LoadedDisc&, const SequentialRules&);

Violation broken(std::string invariant, std::string detail) {
  return {.invariant = std::move(invariant), .detail = std::move(detail)};
}

std::optional<Violation> check_identity(const LoadedDisc& disc, const SequentialRules& rules) {
  const MediaIdentity& identity = disc.contents.identity;
  if (identity.name.empty()) return broken("identity", "the medium has no name");
  const base::BlockRange user_area{base::Lba{}, identity.capacity};
  // A last ECC block that is not whole would be padded past the end of the area.
  const bool is_whole = identity.capacity.value % rules.ecc_block == 0;
  if (user_area.empty() || !is_whole || !user_area.within(disc.geometry.addresses)) {
    return broken("identity", fmt::format("a capacity of {} blocks", identity.capacity.value));
  }
  constexpr std::size_t atip_bytes = 24;
  const bool has_atip = disc.contents.profile == ProfileNumber::cd_r || disc.contents.profile == ProfileNumber::cd_rw;
  const bool is_pressed = identity.atip.empty() && !has_atip;
  if (!is_pressed && identity.atip.size() != atip_bytes) {
    return broken("identity", fmt::format("an ATIP of {} bytes", identity.atip.size()));
  }
  const std::vector<std::uint32_t>& speeds = identity.write_speeds_kbytes_per_second;
  const auto is_too_slow = [](std::uint32_t speed) { return speed < slowest_write_speed_kbytes_per_second; };
  if (speeds.size() > most_write_speeds || std::ranges::any_of(speeds, is_too_slow)) {
    return broken("identity", fmt::format("write speeds {}", fmt::join(speeds, " ")));
  }
  return std::nullopt;
}

// Replies have four bits for each.
constexpr std::uint8_t largest_mode = 0xF;

std::optional<Violation> check_session(const DiscState& state, std::size_t place) {
  const RecordedSession& session = state.sessions[place];
  const bool is_last = place + 1 == state.sessions.size();
  const std::string name = fmt::format("session {}", place + 1);
  if (session.number != place + 1) return broken("sessions", fmt::format("{} has number {}", name, session.number));
  if (!session.is_closed && (!is_last || state.is_finalized)) return broken("sessions", name + " is open");
  const RecordedTrack* first_track = nullptr;
  const RecordedTrack* last_track = nullptr;
  for (const RecordedTrack& track : state.tracks) {
    if (track.session != session.number) continue;
    if (first_track == nullptr) first_track = &track;
    last_track = &track;
  }
  if (last_track == nullptr) return broken("sessions", name + " has no track");
  if (session.start != first_track->start) return broken("sessions", name + " does not begin with its first track");
  if (session.is_closed && session.lead_out != last_track->end) {
    return broken("sessions", name + " has its lead-out elsewhere than behind its tracks");
  }
  return std::nullopt;
}

// Besides a session of a CD, a whole DVD-R or DVD-RW may be written at once: then that is all of it.
std::optional<Violation> check_disc_at_once(const LoadedDisc& disc) {
  using enum ProfileNumber;
  const DiscState& state = disc.contents.state;
  const ProfileNumber profile = disc.contents.profile;
  const bool at_once = std::ranges::any_of(state.sessions, &RecordedSession::is_at_once);
  if (!at_once || is_cd(profile)) return std::nullopt;
  const bool may_be = profile == dvd_minus_r_sequential || profile == dvd_minus_r_dual_layer_sequential ||
                      profile == dvd_minus_rw_sequential;
  if (may_be && state.sessions.size() == 1 && state.tracks.size() == 1 &&
      state.sessions.front().is_closed == state.is_finalized) {
    return std::nullopt;
  }
  return broken("sessions", "session 1 was written at once and is not the whole disc");
}

std::optional<Violation> check_sessions(const LoadedDisc& disc, const SequentialRules& rules) {
  const DiscState& state = disc.contents.state;
  if (state.sessions.size() > rules.most_sessions) {
    return broken("sessions", fmt::format("{} of them", state.sessions.size()));
  }
  for (std::size_t place = 0; place < state.sessions.size(); ++place) {
    if (auto violation = check_session(state, place)) return violation;
  }
  if (state.is_finalized && state.sessions.empty()) return broken("sessions", "a finalized disc without one");
  return check_disc_at_once(disc);
}

bool is_at_once(const DiscState& state, const RecordedTrack& track) {
  return state.sessions[track.session - 1U].is_at_once;
}

std::optional<Violation> check_track(const DiscState& state, std::size_t place, const SequentialRules& rules) {
  const RecordedTrack& track = state.tracks[place];
  const bool is_last = place + 1 == state.tracks.size();
  const std::string name = fmt::format("track {}", place + 1);
  if (track.number != place + 1) return broken("tracks", fmt::format("{} has number {}", name, track.number));
  const std::uint16_t session_before = place == 0 ? 1 : state.tracks[place - 1].session;
  if (track.session < session_before || track.session > state.sessions.size()) {
    return broken("tracks", fmt::format("{} is in session {}", name, track.session));
  }
  if (place > 0 && track.start < state.tracks[place - 1].end)
    return broken("tracks", name + " overlaps the one before");
  const bool begins_in_pre_gap = is_at_once(state, track) && track.written_end < track.start && !track.is_closed;
  if (track.start < base::Lba{} || track.end < track.start || track.written_end > track.end ||
      (track.written_end < track.start && !begins_in_pre_gap)) {
    return broken("tracks", fmt::format("{} from {} is written to {} and ends at {}", name, track.start.value,
                                        track.written_end.value, track.end.value));
  }
  if (track.end > base::Lba{} + rules.capacity + rules.run_out) return broken("tracks", name + " leaves the disc");
  // A session at once that was unclosed has its tracks without run-out, and others behind them with theirs.
  const base::BlockCount run_out = is_at_once(state, track) ? base::BlockCount{} : rules.run_out;
  const bool may_have_none = rules.is_rewritable && track.end == track.written_end;
  if (track.is_closed && track.end != track.written_end + run_out && !may_have_none) {
    return broken("tracks", name + " is closed and does not end behind its last block");
  }
  if (track.track_mode > largest_mode || track.data_mode > largest_mode) {
    return broken("tracks",
                  fmt::format("{} has track mode {} and data mode {}", name, track.track_mode, track.data_mode));
  }
  const bool may_be_open = !state.sessions[track.session - 1U].is_closed && (is_last || track.is_reserved);
  if (!track.is_closed && !may_be_open) return broken("tracks", name + " is open");
  return std::nullopt;
}

std::optional<Violation> check_tracks(const LoadedDisc& disc, const SequentialRules& rules) {
  const DiscState& state = disc.contents.state;
  if (state.tracks.size() > rules.most_tracks) return broken("tracks", fmt::format("{} of them", state.tracks.size()));
  for (std::size_t place = 0; place < state.tracks.size(); ++place) {
    if (auto violation = check_track(state, place, rules)) return violation;
  }
  return std::nullopt;
}

std::optional<Violation> check_alignment(const LoadedDisc& disc, const SequentialRules& rules) {
  for (const RecordedTrack& track : disc.contents.state.tracks) {
    const std::int64_t part = track.is_closed ? track.written_end.value % rules.ecc_block : 0;
    if (part != 0 || track.start.value % rules.ecc_block != 0) {
      return broken("alignment", fmt::format("track {} is not made of whole ECC blocks", track.number));
    }
  }
  return std::nullopt;
}

// Where user data may be: in the tracks up to their written end, and before a session at once.
ExtentSet places_of_tracks(const DiscState& state, base::Lba lowest) {
  ExtentSet places;
  base::Lba before = lowest;
  for (const RecordedTrack& track : state.tracks) {
    const base::Lba first = is_at_once(state, track) ? before : track.start;
    places.add({first, track.written_end - first});
    before = track.end;
  }
  return places;
}

std::optional<Violation> check_extents(const LoadedDisc& disc, const SequentialRules&) {
  const DiscState& state = disc.contents.state;
  for (std::size_t area = 0; area < area_count; ++area) {
    const bool exists = area == static_cast<std::size_t>(Area::user_data) || is_cd(disc.contents.profile);
    for (const base::BlockRange& extent : state.written[area].ranges()) {
      if (!exists || !extent.within(disc.geometry.addresses)) {
        return broken("extents",
                      fmt::format("{} blocks at {} in area {}", extent.count.value, extent.first.value, area));
      }
    }
  }
  const ExtentSet places = places_of_tracks(state, disc.geometry.addresses.first);
  for (const base::BlockRange& extent : state.user_data().ranges()) {
    if (const base::Lba outside = places.first_outside(extent); outside != extent.end()) {
      return broken("extents", fmt::format("block {} is written and belongs to no track", outside.value));
    }
  }
  return std::nullopt;
}

std::optional<Violation> check_written(const LoadedDisc& disc, const SequentialRules&) {
  for (const RecordedTrack& track : disc.contents.state.tracks) {
    const base::BlockRange recorded{track.start, track.written_end - track.start};
    const base::Lba missing = disc.contents.state.user_data().first_outside(recorded);
    if (!recorded.empty() && missing != recorded.end()) {
      return broken("written", fmt::format("block {} of track {} is in no extent", missing.value, track.number));
    }
  }
  return std::nullopt;
}

std::optional<Violation> check_cue_sheet(const LoadedDisc& disc, const SequentialRules&) {
  const DiscState& state = disc.contents.state;
  const bool is_at_once_under_way =
      is_cd(disc.contents.profile) && state.has_open_session() && state.sessions.back().is_at_once;
  const bool may_be =
      is_cd(disc.contents.profile) && !state.is_finalized && (!state.has_open_session() || is_at_once_under_way);
  if (!state.cue_sheet.empty() && !may_be) return broken("cue sheet", "no session at once is due");
  if (state.cue_sheet.empty() && is_at_once_under_way) return broken("cue sheet", "the session at once has none");
  return std::nullopt;
}

std::optional<Violation> check_closing(const LoadedDisc& disc, const SequentialRules&) {
  const DiscState& state = disc.contents.state;
  if (state.closing_session == 0) return std::nullopt;
  if (is_cd(disc.contents.profile)) return broken("closing", "a CD session is closed in one step");
  if (!state.has_open_session() || state.sessions.back().number != state.closing_session) {
    return broken("closing", fmt::format("session {}, which is not open", state.closing_session));
  }
  return std::nullopt;
}

std::optional<Violation> check_layers(const LoadedDisc& disc, const SequentialRules& rules) {
  const DiscState& state = disc.contents.state;
  const base::BlockCount capacity = disc.contents.identity.capacity;
  const bool has_two_layers = disc.contents.profile == ProfileNumber::dvd_plus_r_dual_layer;
  if (has_two_layers && capacity.value % (2 * rules.ecc_block) != 0) {
    return broken("identity", fmt::format("a capacity of {} blocks on two layers", capacity.value));
  }
  if (!state.layers) return std::nullopt;
  if (!has_two_layers) return broken("layers", "a disc that has no second layer");
  const base::BlockCount layer_0 = state.layers->layer_0;
  if (layer_0.value <= 0 || layer_0.value % rules.ecc_block != 0 || layer_0 > layer_0_as_sold(capacity)) {
    return broken("layers", fmt::format("{} blocks on layer 0", layer_0.value));
  }
  if (!state.tracks.empty() && state.tracks.back().end > base::Lba{} + capacity_of(*state.layers, state)) {
    return broken("layers", "a track leaves layer 1");
  }
  if (state.layers->has_extended_lead_out && state.last_closed_session() == nullptr) {
    return broken("layers", "an extended lead-out behind no session");
  }
  return std::nullopt;
}

std::optional<Violation> check_replacement(const LoadedDisc& disc, const Replacement& each, std::int64_t cluster) {
  const DiscState& state = disc.contents.state;
  const std::string name = fmt::format("the replacement of block {}", each.original.value);
  const base::BlockRange spares{base::Lba{} + state.formatting->capacity,
                                disc.contents.identity.capacity - state.formatting->capacity};
  if (each.original.value % cluster != 0 || each.at.value % cluster != 0) {
    return broken("formatting", name + " is not made of a whole cluster");
  }
  if (!state.user_data().contains({each.original, base::BlockCount{cluster}})) {
    return broken("formatting", name + " replaces what is not recorded");
  }
  if (!base::BlockRange{each.at, base::BlockCount{cluster}}.within(spares)) {
    return broken("formatting", name + " lies outside the spares");
  }
  return std::nullopt;
}

std::optional<Violation> check_formatting(const LoadedDisc& disc, const SequentialRules& rules) {
  const DiscState& state = disc.contents.state;
  if (state.formatted_until != base::Lba{}) return broken("formatting", "no DVD+RW, and its format goes on");
  if (state.is_at_once_only && disc.contents.profile != ProfileNumber::dvd_minus_rw_sequential) {
    return broken("formatting", "no DVD-RW, and it was blanked minimally");
  }
  if (state.is_write_protected) return broken("formatting", "no DVD-RAM, and it is write-protected");
  if (!state.formatting && state.replacements.empty()) return std::nullopt;
  const bool may_be = disc.contents.profile == ProfileNumber::bd_r_sequential && state.formatting;
  if (!may_be) return broken("formatting", "a disc that cannot be formatted is");
  const base::BlockCount capacity = state.formatting->capacity;
  if (capacity.value <= 0 || capacity >= disc.contents.identity.capacity || capacity.value % rules.ecc_block != 0) {
    return broken("formatting", fmt::format("{} blocks for user data", capacity.value));
  }
  if (!state.tracks.empty() && state.tracks.back().end > base::Lba{} + capacity) {
    return broken("formatting", "a track reaches into the spares");
  }
  if (!state.formatting->takes_overwrites && !state.replacements.empty()) {
    return broken("formatting", "a cluster is replaced without pseudo overwrite");
  }
  std::vector<base::Lba> used;
  for (const Replacement& each : state.replacements) {
    if (auto violation = check_replacement(disc, each, rules.ecc_block)) return violation;
    used.push_back(each.at);
  }
  std::ranges::sort(used);
  if (std::ranges::adjacent_find(used) != used.end()) return broken("formatting", "two clusters have one spare");
  return std::nullopt;
}

}  // namespace

std::optional<Violation> check_contents(const LoadedDisc& disc, const SequentialRules& rules) {
  const bool is_restricted =
      disc.contents.profile == ProfileNumber::dvd_minus_rw_sequential && disc.contents.state.formatting;
  if (is_overwritable(disc.contents.profile) || is_restricted) {
    auto violation = check_identity(disc, rules);
    return violation ? violation : check_overwritable(disc, rules);
  }
  // Each relies on those before it: tracks find their sessions, extents their tracks.
  constexpr std::array<Check, 10> checks{check_identity,   check_sessions, check_tracks,  check_alignment,
                                         check_extents,    check_written,  check_closing, check_cue_sheet,
                                         check_formatting, check_layers};
  for (const Check check : checks) {
    if (auto violation = check(disc, rules)) return violation;
  }
  return std::nullopt;
}

}  // namespace emulator::media
