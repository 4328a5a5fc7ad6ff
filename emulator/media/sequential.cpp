#include "emulator/media/sequential.h"

#include <algorithm>

#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;

namespace {

// The end of what is recorded or reserved, and the distance to the next track.
base::Lba after_last(const DiscState& state, const SequentialRules& rules) {
  if (state.tracks.empty()) return base::Lba{};
  const RecordedSession& session = state.sessions.back();
  if (!session.is_closed) return state.tracks.back().end + rules.track_gap;
  if (session.number > 1) return session.lead_out + rules.later_session_gap;
  return std::max(session.lead_out, rules.least_first_lead_out) + rules.first_session_gap;
}

std::uint16_t open_tracks(const DiscState& state) {
  return static_cast<std::uint16_t>(std::ranges::count(state.tracks, false, &RecordedTrack::is_closed));
}

Track describe_track(const RecordedTrack& recorded, const SequentialRules& rules, std::uint16_t damaged_session) {
  Track track{.number = recorded.number,
              .session = recorded.session,
              .start = recorded.start,
              .size = recorded.end - recorded.start,
              .track_mode = recorded.track_mode,
              .data_mode = recorded.data_mode,
              .is_blank = recorded.written_end <= recorded.start,
              .is_reserved = recorded.is_reserved,
              .is_closed = recorded.is_closed};
  if (!track.is_blank) track.last_recorded = recorded.written_end - base::BlockCount{1};
  track.is_damaged = recorded.session == damaged_session;
  if (!recorded.is_closed && !track.is_damaged && recorded.written_end < writable_end(recorded, rules)) {
    track.next_writable = recorded.written_end;
    track.free_blocks = writable_end(recorded, rules) - recorded.written_end;
  }
  return track;
}

Track describe_invisible(const DiscState& state, const SequentialRules& rules, std::uint16_t session) {
  Track track{.number = incomplete_track_number(state), .session = session, .is_blank = true, .is_invisible = true};
  const std::optional<base::Lba> start = next_start(state, rules);
  track.start = start.value_or(std::min(after_last(state, rules), base::Lba{} + rules.capacity));
  track.next_writable = start;
  track.size = base::Lba{} + rules.capacity - track.start;
  if (start) track.free_blocks = track.size;
  return track;
}

Session describe_session(const RecordedSession& recorded, const std::vector<Track>& tracks) {
  Session session{.number = recorded.number,
                  .state = recorded.is_closed ? SessionState::complete : SessionState::incomplete,
                  .start = recorded.start};
  if (recorded.is_closed) session.lead_out = recorded.lead_out;
  for (const Track& track : tracks) {
    if (track.session != recorded.number) continue;
    if (session.first_track == 0) session.first_track = track.number;
    session.last_track = track.number;
  }
  return session;
}

bool has_track_of_unknown_size(const DiscState& state) {
  return !state.tracks.empty() && !state.tracks.back().is_closed && !state.tracks.back().is_reserved;
}

}  // namespace

std::optional<base::Lba> next_start(const DiscState& state, const SequentialRules& rules) {
  if (state.is_finalized || has_track_of_unknown_size(state) || state.tracks.size() >= rules.most_tracks) return {};
  if (state.has_damaged_session()) return {};
  if (!state.has_open_session() && state.sessions.size() >= rules.most_sessions) return {};
  const base::Lba start = after_last(state, rules);
  if (start >= base::Lba{} + rules.capacity) return {};
  return start;
}

RecordedTrack* open_track_at(DiscState& state, base::Lba address) {
  const auto found = std::ranges::find_if(
      state.tracks, [&](const RecordedTrack& track) { return !track.is_closed && track.written_end == address; });
  return found == state.tracks.end() ? nullptr : &*found;
}

base::Lba writable_end(const RecordedTrack& track, const SequentialRules& rules) {
  return track.is_reserved ? track.end - rules.run_out : track.end;
}

Result<RecordedTrack*> find_target(DiscState& state, const SequentialRules& rules, base::BlockRange range) {
  if (state.is_finalized) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (range.end() > base::Lba{} + rules.capacity) {
    return std::unexpected(sense::logical_block_address_out_of_range);
  }
  RecordedTrack* const track = open_track_at(state, range.first);
  if (track == nullptr) {
    if (next_start(state, rules) == range.first) return nullptr;
    return std::unexpected(sense::invalid_address_for_write);
  }
  if (range.end() > writable_end(*track, rules)) {
    return std::unexpected(sense::end_of_user_area_encountered_on_this_track);
  }
  return track;
}

RecordedTrack& open_track(DiscState& state, const SequentialRules& rules, const WriteParameters& parameters) {
  const base::Lba start = next_start(state, rules).value();
  if (!state.has_open_session()) {
    state.sessions.push_back({.number = static_cast<std::uint16_t>(state.sessions.size() + 1),
                              .session_format = parameters.session_format,
                              .start = start});
  }
  state.tracks.push_back({.number = static_cast<std::uint16_t>(state.tracks.size() + 1),
                          .session = state.sessions.back().number,
                          .start = start,
                          .written_end = start,
                          .end = base::Lba{} + rules.capacity,
                          .track_mode = parameters.track_mode,
                          .data_mode = parameters.data_mode()});
  return state.tracks.back();
}

Result<void> reserve_track(DiscState& state, const SequentialRules& rules, base::BlockCount size,
                           const WriteParameters& parameters) {
  if (state.is_finalized) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (size.value <= 0) return std::unexpected(scsi::invalid_cdb_field(5));
  if (open_tracks(state) >= rules.most_open_tracks) return std::unexpected(sense::no_more_track_reservations_allowed);
  const std::optional<base::Lba> start = next_start(state, rules);
  if (!start) return std::unexpected(sense::no_more_track_reservations_allowed);
  const base::Lba end = *start + size.rounded_up(rules.ecc_block);
  if (end > base::Lba{} + rules.capacity) return std::unexpected(sense::packet_does_not_fit_in_available_space);
  RecordedTrack& track = open_track(state, rules, parameters);
  track.is_reserved = true;
  track.end = end + rules.run_out;
  return {};
}

base::BlockRange padding_of(const RecordedTrack& track, const SequentialRules& rules) {
  const base::BlockCount recorded = track.written_end - base::Lba{};
  return {track.written_end, recorded.rounded_up(rules.ecc_block) - recorded};
}

void note_written(DiscState& state, RecordedTrack& track, base::BlockCount count) {
  state.user_data().add({track.written_end, count});
  track.written_end += count;
}

Result<void> may_close(const RecordedTrack& track, const SequentialRules& rules) {
  if (track.is_closed || !track.is_reserved) return {};
  if (track.written_end == track.start) return std::unexpected(sense::empty_or_partially_written_reserved_track);
  if (track.written_end + padding_of(track, rules).count < writable_end(track, rules)) {
    return std::unexpected(sense::session_fixation_error_incomplete_track_in_session);
  }
  return {};
}

void close_track(RecordedTrack& track, const SequentialRules& rules) {
  if (track.is_closed) return;
  track.is_closed = true;
  track.end = track.written_end + rules.run_out;
}

void close_session(DiscState& state, const SequentialRules& rules) {
  RecordedSession& session = state.sessions.back();
  session.is_closed = true;
  state.closing_session = 0;
  session.lead_out = state.tracks.back().end;
  if (!rules.merges_tracks) return;
  const auto first = std::ranges::find(state.tracks, session.number, &RecordedTrack::session);
  first->written_end = state.tracks.back().written_end;
  first->end = state.tracks.back().end;
  first->is_reserved = false;
  state.user_data().add({first->start, first->written_end - first->start});
  state.tracks.erase(first + 1, state.tracks.end());
}

std::uint16_t incomplete_track_number(const DiscState& state) {
  const std::size_t count = state.tracks.size();
  return static_cast<std::uint16_t>(has_track_of_unknown_size(state) ? count : count + 1);
}

DiscLayout describe(const DiscState& state, const SequentialRules& rules) {
  DiscLayout layout;
  for (const RecordedTrack& track : state.tracks) {
    layout.tracks.push_back(describe_track(track, rules, state.closing_session));
  }
  const bool needs_empty_session = !state.is_finalized && !state.has_open_session();
  const auto last_session = static_cast<std::uint16_t>(state.sessions.size() + (needs_empty_session ? 1 : 0));
  if (!state.is_finalized && !has_track_of_unknown_size(state)) {
    layout.tracks.push_back(describe_invisible(state, rules, last_session));
  }
  for (const RecordedSession& session : state.sessions) {
    layout.sessions.push_back(describe_session(session, layout.tracks));
  }
  if (state.has_damaged_session()) layout.sessions.back().state = SessionState::reserved_or_damaged;
  if (needs_empty_session) {
    const Track& invisible = layout.tracks.back();
    layout.sessions.push_back({.number = last_session,
                               .state = SessionState::empty,
                               .first_track = invisible.number,
                               .last_track = invisible.number,
                               .start = invisible.start});
  }
  layout.status = state.is_finalized     ? DiscStatus::complete
                  : state.tracks.empty() ? DiscStatus::blank
                                         : DiscStatus::appendable;
  if (!state.is_finalized) layout.last_possible_lead_out = base::Lba{} + rules.capacity;
  return layout;
}

base::Lba last_readable(const DiscState& state) {
  const bool takes_overwrites = state.formatting && state.formatting->takes_overwrites;
  if (takes_overwrites && !state.tracks.empty()) return base::Lba{} + state.formatting->capacity - base::BlockCount{1};
  const RecordedSession* session = state.last_closed_session();
  return session == nullptr ? base::Lba{} : session->lead_out - base::BlockCount{1};
}

}  // namespace emulator::media
