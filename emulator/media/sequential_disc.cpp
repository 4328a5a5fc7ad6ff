#include "emulator/media/sequential_disc.h"

#include <algorithm>
#include <utility>

#include "emulator/media/blanking.h"
#include "emulator/media/layers.h"
#include "emulator/media/pseudo_overwrite.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;

namespace {

// Whether the last ECC block of a track may not be complete yet.
bool is_pending(const RecordedTrack& track) { return !track.is_closed && track.written_end > track.start; }

}  // namespace

SequentialDisc::SequentialDisc(std::unique_ptr<Store> store, DiscContents contents, const SequentialRules& rules)
    : store_(std::move(store)), contents_(std::move(contents)), rules_(rules) {
  // A DVD-RW has its format for another way of writing.
  if (contents_.state.formatting && !rules_.is_rewritable) rules_.capacity = contents_.state.formatting->capacity;
  if (contents_.state.layers) rules_.capacity = capacity_of(*contents_.state.layers, contents_.state);
}

const DiscState& SequentialDisc::state(const WriteParameters& parameters) const {
  if (!parameters.test_write) simulated_.reset();
  return parameters.test_write && simulated_ ? *simulated_ : contents_.state;
}

DiscState& SequentialDisc::state(const WriteParameters& parameters) {
  if (!parameters.test_write) {
    simulated_.reset();
    return contents_.state;
  }
  if (!simulated_) simulated_ = contents_.state;
  return *simulated_;
}

Result<std::vector<scsi::Segment>> SequentialDisc::read(base::BlockRange range) const {
  std::vector<scsi::Segment> segments;
  if (range.empty()) return segments;
  const base::Lba outside = contents_.state.user_data().first_outside(range);
  if (outside != range.end()) {
    // Formatted blocks are there even when nothing is recorded in them.
    const bool is_blank = contents_.state.formatting && outside <= last_readable(contents_.state);
    return std::unexpected((is_blank ? sense::blank_check : sense::logical_block_address_out_of_range).at(outside));
  }
  for (const Piece& piece : pieces_of(range, contents_.state.replacements, base::BlockCount{rules_.ecc_block})) {
    auto bytes = bytes_of({piece.at, piece.blocks.count});
    if (!bytes)
      return std::unexpected(sense::unrecovered_read_error.at(piece.blocks.first + (bytes.error() - piece.at)));
    segments.push_back(*std::move(bytes));
  }
  return segments;
}

std::expected<scsi::Segment, base::Lba> SequentialDisc::bytes_of(base::BlockRange place) const {
  if (rules_.is_rewritable) return store_->copy(place);
  const base::Lba lost = store_->first_lost(place);
  if (lost != place.end()) return std::unexpected(lost);
  return store_->slice(place);
}

Result<void> SequentialDisc::append(RecordedTrack& track, base::Bytes data, const WriteParameters& parameters) {
  if (!parameters.test_write && !store_->write(track.written_end, data)) {
    return std::unexpected(sense::write_error.at(track.written_end));
  }
  const base::BlockCount count{static_cast<std::int64_t>(data.size()) / base::block_bytes};
  note_written(state(parameters), track, count);
  return {};
}

Result<void> SequentialDisc::pad(RecordedTrack& track, const WriteParameters& parameters) {
  const base::BlockRange padding = padding_of(track, rules_);
  if (!parameters.test_write && !store_->write_zeros(padding)) {
    return std::unexpected(sense::write_error.at(padding.first));
  }
  note_written(state(parameters), track, padding.count);
  return {};
}

Result<void> SequentialDisc::write(const WriteJob& job, const WriteParameters& parameters) {
  DiscState& disc = state(parameters);
  const auto target = find_target(disc, rules_, job.range);
  if (!target) return std::unexpected(target.error());
  if (*target != nullptr) return append(**target, job.data, parameters);

  // A track begins with its first recorded block: a write that fails must leave no empty one behind.
  const DiscState before = disc;
  auto written = append(open_track(disc, rules_, parameters), job.data, parameters);
  if (!written) disc = before;
  return written;
}

Result<void> SequentialDisc::overwrite(const WriteJob& job, const WriteParameters& parameters) {
  // A cluster that is not full yet has to be there before it can be replaced. A write that is refused pads nothing: the
  // next writable address that hosts know stays.
  ExtentSet recorded = contents_.state.user_data();
  for (const RecordedTrack& track : contents_.state.tracks) {
    if (is_pending(track)) recorded.add(padding_of(track, rules_));
  }
  const base::Lba outside = recorded.first_outside(job.range);
  if (outside != job.range.end()) return std::unexpected(sense::invalid_address_for_write.at(outside));
  if (auto padded = pad_open_tracks(parameters); !padded) return padded;
  const std::int64_t cluster = rules_.ecc_block;
  for (base::Lba first{job.range.first.value / cluster * cluster}; first < job.range.end();
       first += base::BlockCount{cluster}) {
    if (auto written = overwrite_cluster(first, job); !written) return written;
  }
  return {};
}

Result<void> SequentialDisc::overwrite_cluster(base::Lba first, const WriteJob& job) {
  const base::BlockRange cluster{first, base::BlockCount{rules_.ecc_block}};
  const base::Lba spare = next_spare(contents_.state, cluster.count);
  if (spare + cluster.count > end_of_spares()) {
    return std::unexpected(sense::no_defect_spare_location_available.at(first));
  }
  const auto old = read(cluster);
  if (!old) return std::unexpected(old.error());
  base::ByteBuffer bytes = scsi::gather(*old);
  const base::Lba from = std::max(first, job.range.first);
  const base::BlockCount count = std::min(cluster.end(), job.range.end()) - from;
  const auto in_blocks = [](base::BlockCount blocks) {
    return static_cast<std::size_t>(blocks.value * base::block_bytes);
  };
  std::ranges::copy(job.data.subspan(in_blocks(from - job.range.first), in_blocks(count)),
                    bytes.begin() + static_cast<std::ptrdiff_t>(in_blocks(from - first)));
  if (!store_->write(spare, bytes)) return std::unexpected(sense::write_error.at(from));
  replace_cluster(contents_.state.replacements, {.original = first, .at = spare});
  return {};
}

void SequentialDisc::format(const Formatting& formatting) {
  contents_.state.formatting = formatting;
  rules_.capacity = formatting.capacity;
}

Result<void> SequentialDisc::blank(const BlankJob& job) {
  simulated_.reset();
  return media::blank(contents_.state, job);
}

void SequentialDisc::set_layers(const Layers& layers) {
  contents_.state.layers = layers;
  rules_.capacity = capacity_of(layers, contents_.state);
}

std::uint32_t SequentialDisc::spares_left() const {
  const base::BlockCount left = end_of_spares() - next_spare(contents_.state, base::BlockCount{rules_.ecc_block});
  return static_cast<std::uint32_t>(left.value / rules_.ecc_block);
}

Result<void> SequentialDisc::pad_open_tracks(const WriteParameters& parameters) {
  for (RecordedTrack& track : state(parameters).tracks) {
    if (!is_pending(track)) continue;
    if (auto padded = pad(track, parameters); !padded) return padded;
  }
  return {};
}

Result<void> SequentialDisc::close_track(std::uint16_t number, const WriteParameters& parameters) {
  DiscState& disc = state(parameters);
  if (disc.is_finalized) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  const std::uint16_t incomplete = incomplete_track_number(disc);
  if (number == 0xFF) number = incomplete;
  const auto track = std::ranges::find(disc.tracks, number, &RecordedTrack::number);
  if (track == disc.tracks.end()) {
    if (number == incomplete) return {};  // the invisible track holds nothing to close
    return std::unexpected(scsi::invalid_cdb_field(4));
  }
  if (track->is_closed) return {};
  if (auto allowed = may_close(*track, rules_); !allowed) return allowed;
  if (auto padded = pad(*track, parameters); !padded) return padded;
  media::close_track(*track, rules_);
  return {};
}

bool SequentialDisc::begin_closing_session() {
  DiscState& disc = contents_.state;
  const auto may_be_closed = [&](const RecordedTrack& track) { return may_close(track, rules_).has_value(); };
  if (!disc.has_open_session() || !std::ranges::all_of(disc.tracks, may_be_closed)) return false;
  disc.closing_session = disc.sessions.back().number;
  return true;
}

Result<bool> SequentialDisc::close_session(const WriteParameters& parameters) {
  DiscState& disc = state(parameters);
  if (disc.is_finalized) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  if (!disc.has_open_session()) return false;
  for (const RecordedTrack& track : disc.tracks) {
    if (auto allowed = may_close(track, rules_); !allowed) return std::unexpected(allowed.error());
  }
  for (RecordedTrack& track : disc.tracks) {
    if (track.is_closed) continue;
    if (auto padded = pad(track, parameters); !padded) return std::unexpected(padded.error());
    media::close_track(track, rules_);
  }
  if (rules_.merges_tracks && !parameters.test_write) {
    // The run-in between fragments becomes a part of the one track, and its blocks are readable then.
    const base::Lba start = disc.sessions.back().start;
    const base::BlockRange session{start, disc.tracks.back().written_end - start};
    ExtentSet whole = disc.user_data();
    whole.add(session);
    for (const base::BlockRange& gap : whole.grown_from(disc.user_data())) {
      if (!store_->write_zeros(gap)) return std::unexpected(sense::write_error.at(gap.first));
    }
  }
  media::close_session(disc, rules_);
  return true;
}

Result<void> SequentialDisc::finalize(const WriteParameters& parameters) {
  if (auto closed = close_session(parameters); !closed) return std::unexpected(closed.error());
  DiscState& disc = state(parameters);
  if (disc.sessions.empty()) return std::unexpected(sense::current_program_area_is_empty);
  disc.is_finalized = true;
  return {};
}

}  // namespace emulator::media
