#include "emulator/media/blanking.h"

#include <algorithm>

#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

// BLANK, CDB: where the type and the address or track number stand.
constexpr std::uint16_t type_byte = 1;
constexpr std::uint8_t type_bit = 2;
constexpr std::uint16_t start_byte = 2;

void erase(DiscState& state, base::Lba first, base::Lba end) {
  for (ExtentSet& area : state.written) area.remove({first, end - first});
}

// The disc identification stays: hosts see it once the PMA is written again.
void blank_disc(DiscState& state) {
  DiscState blank;
  blank.disc_identification = state.disc_identification;
  state = std::move(blank);
}

// A session without a track is none.
void drop_empty_session(DiscState& state) {
  if (state.tracks.empty() || state.tracks.back().session != state.sessions.back().number) state.sessions.pop_back();
}

// Tracks can be blanked one by one as long as their session is open: neither the TOC nor a cue sheet names them.
Result<void> check_open_session(const DiscState& state) {
  const bool is_under_way = state.has_open_session() && !state.sessions.back().is_at_once;
  if (!is_under_way) return std::unexpected(sense::command_sequence_error);
  return {};
}

// From `first` on a track holds nothing. The PMA still has it, with its size if that was known: it is reserved then.
void blank_rest(DiscState& state, RecordedTrack& track, base::Lba first) {
  erase(state, first, track.written_end);
  track.written_end = first;
  if (track.is_closed) track.is_reserved = true;
  track.is_closed = false;
  if (track.written_end > track.start || track.is_reserved) return;
  state.tracks.pop_back();  // of unknown size, so the last one: it begins with its first block
  drop_empty_session(state);
}

Result<void> blank_track(DiscState& state, const BlankJob& job) {
  if (auto open = check_open_session(state); !open) return open;
  const auto track = std::ranges::find_if(state.tracks, [&](const RecordedTrack& each) {
    return each.number == job.start && each.session == state.sessions.back().number;
  });
  if (track == state.tracks.end()) return std::unexpected(scsi::invalid_cdb_field(start_byte));
  blank_rest(state, *track, track->start);
  return {};
}

Result<void> unreserve_track(DiscState& state) {
  if (auto open = check_open_session(state); !open) return open;
  const RecordedTrack& last = state.tracks.back();
  const bool is_empty_reservation = last.is_reserved && !last.is_closed && last.written_end == last.start;
  if (!is_empty_reservation) return std::unexpected(sense::command_sequence_error);
  state.tracks.pop_back();
  drop_empty_session(state);
  return {};
}

Result<void> blank_track_tail(DiscState& state, const BlankJob& job) {
  if (auto open = check_open_session(state); !open) return open;
  const base::Lba first = base::Lba::from_wire(job.start);
  const auto track = std::ranges::find_if(state.tracks, [&](const RecordedTrack& each) {
    return each.session == state.sessions.back().number && each.start <= first && first < each.end;
  });
  if (track == state.tracks.end()) return std::unexpected(sense::logical_block_address_out_of_range.at(first));
  if (first < track->written_end) blank_rest(state, *track, first);
  return {};
}

// Where the area of the last session begins: behind the session before, or in front of the disc's first pre-gap.
base::Lba start_of_last_session(const DiscState& state) {
  constexpr base::Lba lowest{-12'500};
  return state.sessions.size() < 2 ? lowest : state.sessions[state.sessions.size() - 2].lead_out;
}

// Lead-in, with the TOC, and lead-out are gone; the PMA still has the tracks. Nothing reads a pre-gap any more.
Result<void> unclose_last_session(DiscState& state) {
  if (state.sessions.empty()) return std::unexpected(sense::current_program_area_is_empty);
  if (state.has_open_session()) return std::unexpected(sense::command_sequence_error);
  RecordedSession& session = state.sessions.back();
  erase(state, start_of_last_session(state), session.start);
  session.is_closed = session.is_at_once = false;
  session.lead_out = {};
  state.is_finalized = false;
  return {};
}

Result<void> blank_last_session(DiscState& state) {
  if (state.sessions.empty()) return std::unexpected(sense::current_program_area_is_empty);
  const std::uint16_t last = state.sessions.back().number;
  erase(state, start_of_last_session(state), std::max(state.tracks.back().end, state.tracks.back().written_end));
  std::erase_if(state.tracks, [&](const RecordedTrack& track) { return track.session == last; });
  state.sessions.pop_back();
  state.is_finalized = false;
  return {};
}

base::BlockCount recorded_blocks(const DiscState& state) {
  base::BlockCount count{};
  for (const base::BlockRange& extent : state.user_data().ranges()) count += extent.count;
  return count;
}

}  // namespace

Result<void> blank(DiscState& state, const BlankJob& job) {
  // A cue sheet that is due fits the disc as it was.
  const auto without_sheet = [&](Result<void> done) {
    if (done) state.cue_sheet.clear();
    return done;
  };
  switch (job.type) {
    case BlankingType::disc:
    case BlankingType::minimal:
      blank_disc(state);
      return {};
    case BlankingType::track:
      return without_sheet(blank_track(state, job));
    case BlankingType::unreserve_track:
      return without_sheet(unreserve_track(state));
    case BlankingType::track_tail:
      return without_sheet(blank_track_tail(state, job));
    case BlankingType::unclose_last_session:
      return without_sheet(unclose_last_session(state));
    case BlankingType::last_session:
      return without_sheet(blank_last_session(state));
  }
  return std::unexpected(scsi::invalid_cdb_field(type_byte, type_bit));
}

base::BlockCount blanked_by(const DiscState& state, base::BlockCount capacity, const BlankJob& job) {
  if (job.type == BlankingType::disc) return capacity;
  if (job.type == BlankingType::minimal) return {};
  DiscState after = state;
  if (!blank(after, job)) return {};
  return recorded_blocks(state) - recorded_blocks(after);
}

}  // namespace emulator::media
