#include "emulator/media/bd_r.h"

#include <utility>

#include "emulator/media/sequential_disc.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

constexpr std::int64_t cluster = 32;

// MMC-6, CLOSE TRACK/SESSION command, close function definitions for BD-R.
enum class CloseFunction : std::uint8_t { track = 1, session = 2, finalize = 6 };

class BdR final : public Medium {
 public:
  BdR(std::unique_ptr<Store> store, DiscContents contents, const SequentialRules& rules)
      : disc_(std::move(store), std::move(contents), rules) {}

  [[nodiscard]] ProfileNumber profile_number() const override { return ProfileNumber::bd_r_sequential; }
  [[nodiscard]] const MediaIdentity& identity() const override { return disc_.identity(); }
  [[nodiscard]] base::Lba last_readable() const override { return media::last_readable(disc_.recorded()); }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{cluster}; }
  scsi::FlushEpoch checkpoint() override { return disc_.checkpoint(); }
  bool flush(scsi::FlushEpoch epoch) override { return disc_.flush(epoch); }

  [[nodiscard]] DiscLayout layout(const WriteParameters& parameters) const override {
    DiscLayout layout = describe(disc_.state(recorded_for_good(parameters)), disc_.rules());
    for (Track& track : layout.tracks) {
      track.packet_size = cluster;
      track.is_packet = true;
      // Real drives set RT on the closed tracks of an open session and on reservations, and clear it on the track that
      // grows and in closed sessions (LG WH16NS40, SRM+POW sample).
      const bool in_open_session =
          disc_.recorded().has_open_session() && track.session == disc_.recorded().sessions.back().number;
      track.is_reserved = track.is_closed ? in_open_session : track.is_reserved;
    }
    return layout;
  }

  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override {
    auto segments = disc_.read(range);
    if (!segments) return std::unexpected(sense::logical_block_address_out_of_range.at(segments.error()));
    return *std::move(segments);
  }

  Result<void> write(const WriteJob& job, const WriteParameters& parameters) override {
    if (parameters.test_write) return std::unexpected(sense::parameter_value_invalid);
    return disc_.write(job, recorded_for_good(parameters));
  }

  Result<scsi::FlushEpoch> synchronize(const WriteParameters& parameters) override {
    if (auto padded = disc_.pad_open_tracks(recorded_for_good(parameters)); !padded) {
      return std::unexpected(padded.error());
    }
    return checkpoint();
  }

  Result<scsi::FlushEpoch> close(const CloseJob& job, const WriteParameters& parameters) override {
    if (auto closed = close_function(job, recorded_for_good(parameters)); !closed) {
      return std::unexpected(closed.error());
    }
    return checkpoint();
  }

  Result<void> reserve(base::BlockCount blocks, const WriteParameters& parameters) override {
    const WriteParameters real = recorded_for_good(parameters);
    return reserve_track(disc_.state(real), disc_.rules(), blocks, real);
  }

  Result<void> send_cue_sheet(const std::vector<CueEntry>&, const WriteParameters&) override {
    return std::unexpected(sense::cannot_write_medium_incompatible_format);
  }

 private:
  // The Write Parameters page does not apply to BD: data in mode 1, no simulation.
  static WriteParameters recorded_for_good(WriteParameters parameters) {
    parameters.test_write = false;
    parameters.track_mode = 4;
    parameters.session_format = 0;
    return parameters;
  }

  Result<void> close_function(const CloseJob& job, const WriteParameters& parameters) {
    switch (static_cast<CloseFunction>(job.function)) {
      case CloseFunction::track:
        return disc_.close_track(job.track_number, parameters);
      case CloseFunction::session: {
        const auto closed = disc_.close_session(parameters);
        return closed ? Result<void>{} : std::unexpected(closed.error());
      }
      case CloseFunction::finalize:
        return disc_.finalize(parameters);
    }
    return std::unexpected(scsi::invalid_cdb_field(2, 2));
  }

  SequentialDisc disc_;
};

}  // namespace

SequentialRules bd_r_rules(const MediaIdentity& identity) {
  // The next session begins on the next cluster, without a gap. The limits are the standard's reach of a 16-bit number
  // of recording ranges (7,927) and 16 open ones; sessions beyond some 300 fail on real drives.
  return {.capacity = identity.capacity,
          .ecc_block = cluster,
          .most_tracks = 7927,
          .most_sessions = 300,
          .most_open_tracks = 16};
}

std::unique_ptr<Medium> make_bd_r(std::unique_ptr<Store> store, DiscContents contents) {
  const SequentialRules rules = bd_r_rules(contents.identity);
  return std::make_unique<BdR>(std::move(store), std::move(contents), rules);
}

}  // namespace emulator::media
