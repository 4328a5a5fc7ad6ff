#include "emulator/media/dvd_minus_sequential.h"

#include <algorithm>
#include <utility>

#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

constexpr std::int64_t ecc_unit = 16;

// The first border-out begins no nearer to the centre than PSN 03FEF0h, so that a disc with less in its first session
// is padded to there; border-out and border-in take 28688 blocks behind it (65264 -> 93952 and 132800 -> 161488 on real
// drives). Further out they are shorter: assumed.
constexpr base::Lba least_first_lead_out{65'264};
constexpr base::BlockCount first_border{28'688};
constexpr base::BlockCount later_border{9'216};

// MMC-6, Write Parameters mode page: Multi-session 11b, a next session is allowed; Track Mode 4, data; Data Block
// Type 8.
constexpr std::uint8_t next_session_allowed = 3;
constexpr std::uint8_t data_track = 4;
constexpr std::uint8_t user_data_blocks = 8;

// MMC-6, CLOSE TRACK/SESSION command, close function definitions for DVD-R and DVD-RW sequential recording.
constexpr std::uint8_t close_track_function = 1;
constexpr std::uint8_t close_session_function = 2;

bool is_writing_at_once(const DiscState& state) { return state.has_open_session() && state.sessions.back().is_at_once; }

bool is_at_once(const DiscState& state, const Track& track) {
  return track.session <= state.sessions.size() && state.sessions[track.session - 1U].is_at_once;
}

// Tracks hold data in blocks of 2048 bytes, whatever else the page says.
WriteParameters as_recorded(WriteParameters parameters) {
  parameters.track_mode = data_track;
  parameters.data_block_type = user_data_blocks;
  parameters.session_format = 0;
  return parameters;
}

// What the page selects has to suit what is recorded: a disc at once is the only one, from the first block on.
Result<void> check_mode(const DiscState& state, const WriteParameters& parameters) {
  const bool at_once = parameters.write_type == WriteType::session_at_once;
  const bool is_offered = at_once || parameters.write_type == WriteType::packet;
  const bool suits = state.tracks.empty() ? at_once || !state.is_at_once_only : at_once == is_writing_at_once(state);
  if (is_offered && suits && parameters.data_block_type == user_data_blocks) return {};
  return std::unexpected(sense::illegal_mode_for_this_track);
}

// MMC-6, READ TRACK INFORMATION command, track status: Packet/Inc is set for what is written incrementally, and so for
// the invisible track; of a blank DVD-R nobody knows yet how (HL-DT-ST GSA-H31N), of a blank DVD-RW drives say so
// (ASUS DRW-1608P2).
bool is_incremental(const DiscState& state, const Track& track, bool is_erasable) {
  if (state.tracks.empty()) return is_erasable;
  return !is_at_once(state, track);
}

}  // namespace

DiscLayout DvdMinusSequential::layout(const WriteParameters& parameters) const {
  const DiscState& state = disc_.state(parameters);
  DiscLayout layout = describe(state, disc_.rules());
  layout.is_erasable = family_.is_erasable;
  layout.is_at_once_only = state.is_at_once_only;
  for (Track& track : layout.tracks) {
    track.track_mode = data_track;
    track.packet_size = static_cast<std::uint32_t>(ecc_unit);
    track.is_reserved = track.is_reserved && !track.is_closed;
    track.is_packet = is_incremental(state, track, family_.is_erasable);
  }
  // The padding belongs to the track and holds no user data: the capacity does not count it.
  const bool is_padded =
      !state.sessions.empty() && state.sessions.front().is_closed && !state.sessions.front().is_at_once;
  if (is_padded) {
    Track& last = layout.tracks[layout.sessions.front().last_track - 1U];
    last.size = std::max(last.start + last.size, least_first_lead_out) - last.start;
  }
  if (layout.last_possible_lead_out) *layout.last_possible_lead_out += family_.kept_back;
  return layout;
}

Result<void> DvdMinusSequential::write(const WriteJob& job, const WriteParameters& parameters) {
  const DiscState& state = disc_.state(parameters);
  if (state.is_finalized) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (auto checked = check_mode(state, parameters); !checked) return checked;
  auto written = disc_.write(job, as_recorded(parameters));
  if (written && parameters.write_type == WriteType::session_at_once) {
    disc_.state(parameters).sessions.back().is_at_once = true;
  }
  return written;
}

Result<void> DvdMinusSequential::finish_at_once(const WriteParameters& parameters) {
  const RecordedTrack& track = disc_.state(parameters).tracks.back();
  if (track.is_reserved && track.written_end < track.end) return {};
  return disc_.finalize(parameters);
}

// Ends what was written so far with whole ECC blocks. A disc at once that nobody announced the size of ends here.
Result<scsi::FlushEpoch> DvdMinusSequential::synchronize(const WriteParameters& parameters) {
  if (!disc_.state(parameters).is_finalized) {
    Result<void> done = disc_.pad_open_tracks(parameters);
    if (done && is_writing_at_once(disc_.state(parameters))) done = finish_at_once(parameters);
    if (!done) return std::unexpected(done.error());
  }
  return checkpoint();
}

Result<scsi::FlushEpoch> DvdMinusSequential::close(const CloseJob& job, const WriteParameters& parameters) {
  Result<void> done = std::unexpected(scsi::invalid_cdb_field(2, 2));
  const DiscState& state = disc_.state(parameters);
  const bool is_known = job.function == close_track_function || job.function == close_session_function;
  if (is_known && state.is_finalized && state.sessions.back().is_at_once) {
    done = {};  // SYNCHRONIZE CACHE has closed a disc at once already; a host that closes it again does no harm
  } else if (job.function == close_track_function) {
    done = close_track(job.track_number, parameters);
  } else if (job.function == close_session_function) {
    done = close_session(parameters);
  }
  if (!done) return std::unexpected(done.error());
  return checkpoint();
}

Result<void> DvdMinusSequential::close_track(std::uint16_t number, const WriteParameters& parameters) {
  if (is_writing_at_once(disc_.state(parameters))) return close_session(parameters);
  return disc_.close_track(number, parameters);
}

// A disc at once has one session. An incremental one may be closed for good with nothing in its last session.
Result<void> DvdMinusSequential::close_session(const WriteParameters& parameters) {
  const bool at_once = is_writing_at_once(disc_.state(parameters));
  if (auto closed = disc_.close_session(parameters); !closed) return std::unexpected(closed.error());
  DiscState& state = disc_.state(parameters);
  const bool is_last = at_once || parameters.multi_session != next_session_allowed;
  if (is_last && !state.sessions.empty()) state.is_finalized = true;
  return {};
}

Result<void> DvdMinusSequential::reserve(base::BlockCount blocks, const WriteParameters& parameters) {
  DiscState& state = disc_.state(parameters);
  const bool at_once = parameters.write_type == WriteType::session_at_once;
  // A disc at once begins on a blank one (NEC ND-3500AG).
  if (state.is_finalized || (at_once && !state.tracks.empty())) {
    return std::unexpected(sense::cannot_write_medium_incompatible_format);
  }
  if (auto checked = check_mode(state, parameters); !checked) return checked;
  auto reserved = reserve_track(state, disc_.rules(), blocks, as_recorded(parameters));
  if (reserved && at_once) state.sessions.back().is_at_once = true;
  return reserved;
}

Result<void> DvdMinusSequential::send_cue_sheet(const std::vector<CueEntry>&, const WriteParameters&) {
  return std::unexpected(sense::cannot_write_medium_incompatible_format);
}

SequentialRules dvd_minus_rules(const MediaIdentity& identity) {
  // Two open tracks beside the one that is invisible; 2302 entries in the Recording Management Area.
  return {.capacity = identity.capacity,
          .ecc_block = ecc_unit,
          .first_session_gap = first_border,
          .later_session_gap = later_border,
          .least_first_lead_out = least_first_lead_out,
          .most_tracks = 2302,
          .most_sessions = 2302,
          .most_open_tracks = 2};
}

}  // namespace emulator::media
