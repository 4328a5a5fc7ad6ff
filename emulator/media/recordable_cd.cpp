#include "emulator/media/recordable_cd.h"

#include <algorithm>
#include <utility>

#include "emulator/media/blanking.h"
#include "emulator/media/cue_sheet.h"
#include "emulator/media/sequential_disc.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

constexpr base::BlockCount pre_gap{150};
constexpr base::BlockCount run_out{2};
// Lead-outs of 90 and 30 seconds; a lead-in of 60 seconds and the pre-gap follow before the next track.
constexpr base::BlockCount first_lead_out{6750};
constexpr base::BlockCount later_lead_out{2250};
constexpr base::BlockCount lead_in{4500};

// MMC-6, Write Parameters mode page, Multi-session: 11b, a next session is allowed.
constexpr std::uint8_t next_session_allowed = 3;
// MMC-6, Write Parameters mode page, Track Mode: the data bit of the Q control nibble; Data Block Type 8, mode 1.
constexpr std::uint8_t data_control = 4;
constexpr std::uint8_t mode_1_blocks = 8;
constexpr std::uint8_t mode_2_form_1_blocks = 10;
constexpr std::uint8_t unknown_data_mode = 0xF;

// MMC-6, CLOSE TRACK/SESSION command, close function definitions for CD.
constexpr std::uint8_t close_track_function = 1;
constexpr std::uint8_t close_session_function = 2;

// Where the lead-in stands in the ATIP: minute, second and frame from byte 4 on. Addresses of 90 minutes and more lie
// before the program area. MMC-6, READ TOC/PMA/ATIP, format 0100b; and the translation of MSF to LBA.
base::Lba lead_in_of(const base::ByteBuffer& atip) {
  if (atip.size() < 7) return base::Lba{};
  return base::Lba{(atip[4] * 60 + atip[5]) * 75 + atip[6] - 450'150};
}

class RecordableCd final : public Medium {
 public:
  RecordableCd(std::unique_ptr<Store> store, DiscContents contents, const SequentialRules& rules)
      : profile_(contents.profile), disc_(std::move(store), std::move(contents), rules) {}

  [[nodiscard]] ProfileNumber profile_number() const override { return profile_; }
  [[nodiscard]] const MediaIdentity& identity() const override { return disc_.identity(); }
  [[nodiscard]] base::Lba last_readable() const override { return media::last_readable(disc_.recorded()); }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{1}; }
  scsi::FlushEpoch checkpoint() override { return disc_.checkpoint(); }
  bool flush(scsi::FlushEpoch epoch) override { return disc_.flush(epoch); }

  [[nodiscard]] DiscLayout layout(const WriteParameters& parameters) const override;
  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override;
  Result<void> write(const WriteJob& job, const WriteParameters& parameters) override;
  Result<scsi::FlushEpoch> synchronize(const WriteParameters& parameters) override;
  Result<scsi::FlushEpoch> close(const CloseJob& job, const WriteParameters& parameters) override;
  Result<void> reserve(base::BlockCount blocks, const WriteParameters& parameters) override;
  Result<void> send_cue_sheet(const std::vector<CueEntry>& sheet, const WriteParameters& parameters) override;
  [[nodiscard]] base::BlockCount blanked_by(const BlankJob& job) const override;
  Result<scsi::FlushEpoch> blank(const BlankJob& job) override;

 private:
  [[nodiscard]] CueContext cue_context(const DiscState& state) const;
  [[nodiscard]] scsi::Sense unreadable(base::Lba address) const;
  Result<void> write_at_once(const WriteJob& job, const WriteParameters& parameters);
  Result<void> close_session(const WriteParameters& parameters);
  // Ends a session at once when its last block is there.
  void finish_at_once(const WriteParameters& parameters);

  ProfileNumber profile_;
  SequentialDisc disc_;
};

bool is_writing_at_once(const DiscState& state) { return state.has_open_session() && state.sessions.back().is_at_once; }

CueContext RecordableCd::cue_context(const DiscState& state) const {
  return {.pre_gap_start = next_start(state, disc_.rules()).value_or(base::Lba{}) - pre_gap,
          .last_possible_lead_out = base::Lba{} + disc_.rules().capacity,
          .next_track = incomplete_track_number(state)};
}

DiscLayout RecordableCd::layout(const WriteParameters& parameters) const {
  const DiscState& state = disc_.state(parameters);
  DiscLayout layout = describe(state, disc_.rules());
  if (!layout.tracks.empty() && layout.tracks.back().is_invisible) {
    Track& invisible = layout.tracks.back();
    invisible.data_mode = unknown_data_mode;
    // README.md, decision 6: the pre-gap comes from the host, and writing begins there.
    const bool at_once = parameters.write_type == WriteType::session_at_once && !state.has_open_session();
    if (at_once && invisible.next_writable) {
      const auto plan = plan_session(state.cue_sheet, cue_context(state));
      if (plan) invisible.next_writable = plan->first_write;
      if (!plan && state.tracks.empty()) invisible.next_writable = base::Lba{} - pre_gap;
    }
  }
  constexpr std::uint8_t undefined_disc_type = 0xFF;
  layout.is_erasable = disc_.rules().is_rewritable;
  layout.disc_type = state.sessions.empty() ? undefined_disc_type : state.sessions.front().session_format;
  // The number stands in the PMA, which the first track makes.
  if (!state.tracks.empty()) layout.disc_identification = state.disc_identification;
  if (!state.is_finalized) {
    const RecordedSession* const closed = state.last_closed_session();
    layout.last_session_lead_in_start =
        closed == nullptr ? lead_in_of(disc_.identity().atip)
                          : closed->lead_out + (closed->number == 1 ? first_lead_out : later_lead_out);
  }
  return layout;
}

// Decision 2. A block of a session that carries no user data is one the drive tries to read and cannot correct.
scsi::Sense RecordableCd::unreadable(base::Lba address) const {
  const DiscState& state = disc_.recorded();
  for (const RecordedSession& session : state.sessions) {
    const RecordedTrack& last = state.tracks.back();
    const base::Lba end = session.is_closed ? session.lead_out : last.is_closed ? last.end : last.written_end;
    if (session.start <= address && address < end) return sense::l_ec_uncorrectable_error.at(address);
  }
  return sense::logical_block_address_out_of_range.at(address);
}

Result<std::vector<scsi::Segment>> RecordableCd::read(base::BlockRange range) const {
  if (range.empty()) return std::vector<scsi::Segment>{};
  const DiscState& state = disc_.recorded();
  const auto track = std::ranges::find_if(state.tracks, [&](const RecordedTrack& each) {
    return each.start <= range.first && range.first < each.written_end;
  });
  if (track == state.tracks.end()) return std::unexpected(unreadable(range.first));
  if (range.end() > track->written_end) return std::unexpected(unreadable(track->written_end));
  const base::Lba outside = state.user_data().first_outside(range);
  if (outside != range.end()) return std::unexpected(unreadable(outside));
  return disc_.read(range);
}

Result<void> RecordableCd::write(const WriteJob& job, const WriteParameters& parameters) {
  DiscState& state = disc_.state(parameters);
  if (state.is_finalized) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (parameters.write_type == WriteType::session_at_once) return write_at_once(job, parameters);
  if (is_writing_at_once(state)) return std::unexpected(sense::command_sequence_error);
  // Data tracks in mode 1 or mode 2 form 1, track at once: what the features offer.
  const bool is_data =
      (parameters.track_mode & data_control) != 0 &&
      (parameters.data_block_type == mode_1_blocks || parameters.data_block_type == mode_2_form_1_blocks);
  if (parameters.write_type != WriteType::track_at_once || !is_data || job.block_size != base::block_bytes) {
    return std::unexpected(sense::illegal_mode_for_this_track);
  }
  if (const RecordedTrack* track = open_track_at(state, job.range.first);
      track != nullptr && (track->track_mode != parameters.track_mode || track->data_mode != parameters.data_mode())) {
    return std::unexpected(sense::illegal_mode_for_this_track);
  }
  auto written = disc_.write(job, parameters);
  if (written) state.cue_sheet.clear();  // a sheet that nobody followed
  return written;
}

Result<void> RecordableCd::write_at_once(const WriteJob& job, const WriteParameters& parameters) {
  DiscState& state = disc_.state(parameters);
  if (job.range.end() > base::Lba{} + disc_.rules().capacity) {
    return std::unexpected(sense::logical_block_address_out_of_range);
  }
  if (!is_writing_at_once(state)) {
    const auto plan = plan_session(state.cue_sheet, cue_context(state));
    if (!plan || state.has_open_session()) return std::unexpected(sense::command_sequence_error);
    if (job.range.first != plan->first_write) return std::unexpected(sense::invalid_address_for_write);
    if (job.block_size != base::block_bytes) return std::unexpected(sense::illegal_mode_for_this_track);
    if (job.range.end() > plan->lead_out) return std::unexpected(sense::end_of_user_area_encountered_on_this_track);
    const DiscState before = state;
    RecordedTrack& track = open_track(state, disc_.rules(), parameters);
    RecordedSession& session = state.sessions.back();
    session.is_at_once = true;
    session.start = track.start = plan->track_start;
    track.written_end = plan->first_write;
    track.end = plan->lead_out;
    track.track_mode = plan->track_mode;
    track.data_mode = 1;  // whatever the mode page says: a sheet that asks for more than mode 1 is refused
    auto written = disc_.append(track, job.data, parameters);
    if (!written) state = before;
    return written;
  }
  RecordedTrack& track = state.tracks.back();
  if (job.range.first != track.written_end) return std::unexpected(sense::invalid_address_for_write);
  if (job.block_size != base::block_bytes) return std::unexpected(sense::illegal_mode_for_this_track);
  if (job.range.end() > track.end) return std::unexpected(sense::end_of_user_area_encountered_on_this_track);
  return disc_.append(track, job.data, parameters);
}

void RecordableCd::finish_at_once(const WriteParameters& parameters) {
  DiscState& state = disc_.state(parameters);
  RecordedTrack& track = state.tracks.back();
  if (track.written_end != track.end) return;
  track.is_closed = true;
  state.sessions.back().is_closed = true;
  state.sessions.back().lead_out = track.end;
  state.cue_sheet.clear();
  state.is_finalized = parameters.multi_session != next_session_allowed;
}

Result<scsi::FlushEpoch> RecordableCd::synchronize(const WriteParameters& parameters) {
  const DiscState& state = disc_.state(parameters);
  if (is_writing_at_once(state)) {
    finish_at_once(parameters);
  } else if (!state.is_finalized) {
    // The drive ends a track at once with its run-out when it is told to stop.
    for (const RecordedTrack& track : state.tracks) {
      const bool is_full = track.is_reserved && track.written_end == writable_end(track, disc_.rules());
      if (track.is_closed || (track.is_reserved && !is_full)) continue;
      if (auto closed = disc_.close_track(track.number, parameters); !closed) return std::unexpected(closed.error());
    }
  }
  return checkpoint();
}

Result<scsi::FlushEpoch> RecordableCd::close(const CloseJob& job, const WriteParameters& parameters) {
  Result<void> done = std::unexpected(scsi::invalid_cdb_field(2, 2));
  if (job.function == close_track_function && !is_writing_at_once(disc_.state(parameters))) {
    done = disc_.close_track(job.track_number, parameters);
  } else if (job.function == close_track_function || job.function == close_session_function) {
    done = close_session(parameters);
  }
  if (!done) return std::unexpected(done.error());
  return checkpoint();
}

Result<void> RecordableCd::close_session(const WriteParameters& parameters) {
  DiscState& state = disc_.state(parameters);
  if (is_writing_at_once(state)) {
    finish_at_once(parameters);
    if (state.has_open_session()) return std::unexpected(sense::session_fixation_error_incomplete_track_in_session);
    return {};
  }
  // SYNCHRONIZE CACHE has closed a session at once already; a host that closes it again does no harm.
  if (state.is_finalized && state.sessions.back().is_at_once) return {};
  const auto closed = disc_.close_session(parameters);
  if (!closed) return std::unexpected(closed.error());
  if (*closed) state.is_finalized = parameters.multi_session != next_session_allowed;
  return {};
}

Result<void> RecordableCd::reserve(base::BlockCount blocks, const WriteParameters& parameters) {
  DiscState& state = disc_.state(parameters);
  if (is_writing_at_once(state)) return std::unexpected(sense::command_sequence_error);
  return reserve_track(state, disc_.rules(), blocks, parameters);
}

Result<void> RecordableCd::send_cue_sheet(const std::vector<CueEntry>& sheet, const WriteParameters& parameters) {
  DiscState& state = disc_.state(parameters);
  if (state.is_finalized) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (parameters.write_type != WriteType::session_at_once || state.has_open_session()) {
    return std::unexpected(sense::command_sequence_error);
  }
  if (!next_start(state, disc_.rules())) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (auto plan = plan_session(sheet, cue_context(state)); !plan) return std::unexpected(plan.error());
  state.cue_sheet = sheet;
  return {};
}

base::BlockCount RecordableCd::blanked_by(const BlankJob& job) const {
  return media::blanked_by(disc_.recorded(), disc_.rules().capacity, job);
}

Result<scsi::FlushEpoch> RecordableCd::blank(const BlankJob& job) {
  if (!disc_.rules().is_rewritable) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (auto done = disc_.blank(job); !done) return std::unexpected(done.error());
  return checkpoint();
}

}  // namespace

SequentialRules recordable_cd_rules(const MediaIdentity& identity) {
  return {.capacity = identity.capacity,
          .run_out = run_out,
          .track_gap = pre_gap,
          .first_session_gap = first_lead_out + lead_in + pre_gap,
          .later_session_gap = later_lead_out + lead_in + pre_gap,
          .most_tracks = 99,
          .most_sessions = 99,
          .most_open_tracks = 99};
}

std::unique_ptr<Medium> make_recordable_cd(std::unique_ptr<Store> store, DiscContents contents,
                                           const SequentialRules& rules) {
  return std::make_unique<RecordableCd>(std::move(store), std::move(contents), rules);
}

}  // namespace emulator::media
