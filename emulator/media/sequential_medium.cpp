#include "emulator/media/sequential_medium.h"

#include <utility>

#include "emulator/media/layers.h"
#include "emulator/media/sequential_disc.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

// MMC-6, CLOSE TRACK/SESSION command, close function definitions.
constexpr std::uint8_t close_track_function = 1;
constexpr std::uint8_t close_session_function = 2;
constexpr std::uint8_t close_with_extended_lead_out_function = 4;

class SequentialMedium final : public Medium {
 public:
  SequentialMedium(const SequentialFamily& family, std::unique_ptr<Store> store, DiscContents contents,
                   const SequentialRules& rules)
      : family_(family), disc_(std::move(store), std::move(contents), rules) {}

  [[nodiscard]] ProfileNumber profile_number() const override { return family_.profile; }
  [[nodiscard]] const MediaIdentity& identity() const override { return disc_.identity(); }
  [[nodiscard]] base::Lba last_readable() const override { return media::last_readable(disc_.recorded()); }
  [[nodiscard]] std::vector<Format> formats() const override {
    return is_formattable() ? family_.formats(identity().capacity) : std::vector<Format>{};
  }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{disc_.rules().ecc_block}; }
  scsi::FlushEpoch checkpoint() override { return disc_.checkpoint(); }
  bool flush(scsi::FlushEpoch epoch) override { return disc_.flush(epoch); }

  [[nodiscard]] DiscLayout layout(const WriteParameters&) const override {
    DiscLayout layout = describe(disc_.recorded(), disc_.rules());
    for (Track& track : layout.tracks) {
      track.track_mode = family_.track_mode;
      track.packet_size = static_cast<std::uint32_t>(disc_.rules().ecc_block);
    }
    family_.complete(layout, disc_.recorded());
    if (family_.has_two_layers) {
      layout.layer_boundary =
          LayerBoundary{.layer_0 = layers().layer_0, .can_be_set = can_set_layers(disc_.recorded())};
    }
    if (const auto& formatting = disc_.recorded().formatting) {
      layout.formatted_capacity = formatting->capacity;
      layout.spares = SpareArea{.allocated = identity().capacity - formatting->capacity,
                                .free = base::BlockCount{disc_.spares_left() * disc_.rules().ecc_block}};
      if (formatting->takes_overwrites) layout.overwrites_left = disc_.spares_left();
      if (layout.status == DiscStatus::blank) layout.status = DiscStatus::appendable;
    }
    return layout;
  }

  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override {
    return disc_.read(range);
  }

  Result<void> write(const WriteJob& job, const WriteParameters& parameters) override {
    // Nothing can be simulated here: Test Write is clear in the features of these families.
    if (parameters.test_write) return std::unexpected(sense::parameter_value_invalid);
    const DiscState& disc = disc_.recorded();
    if (disc.has_damaged_session()) return std::unexpected(sense::invalid_address_for_write);
    const bool overwrites = disc.formatting && disc.formatting->takes_overwrites && !disc.is_finalized &&
                            disc.user_data().touches(job.range);
    return overwrites ? disc_.overwrite(job, as_recorded()) : disc_.write(job, as_recorded());
  }

  // A disc is formatted once, and before anything is recorded on it.
  Result<scsi::FlushEpoch> format(const Format& wanted) override {
    const DiscState& disc = disc_.recorded();
    if (family_.formatting == nullptr || disc.formatting) {
      return std::unexpected(sense::cannot_format_medium_incompatible_medium);
    }
    if (!is_formattable()) return std::unexpected(sense::cannot_write_medium_incompatible_format);
    const auto formatting = family_.formatting(identity().capacity, wanted);
    if (!formatting) return std::unexpected(formatting.error());
    disc_.format(*formatting);
    return checkpoint();
  }

  Result<scsi::FlushEpoch> synchronize(const WriteParameters&) override {
    return then_checkpoint(disc_.pad_open_tracks(as_recorded()));
  }

  std::optional<scsi::FlushEpoch> begin_close(const CloseJob& job) override {
    const bool closes_session =
        job.function == close_session_function || extends_lead_out(job.function) || family_.finalizes(job.function);
    if (!closes_session || !disc_.begin_closing_session()) return std::nullopt;
    return checkpoint();
  }

  Result<scsi::FlushEpoch> close(const CloseJob& job, const WriteParameters&) override {
    if (job.function == close_track_function)
      return then_checkpoint(disc_.close_track(job.track_number, as_recorded()));
    if (extends_lead_out(job.function)) return close_with_extended_lead_out();
    if (job.function == close_session_function) {
      const auto closed = disc_.close_session(as_recorded());
      return then_checkpoint(closed ? Result<void>{} : std::unexpected(closed.error()));
    }
    if (family_.finalizes(job.function)) return then_checkpoint(disc_.finalize(as_recorded()));
    return std::unexpected(scsi::invalid_cdb_field(2, 2));
  }

  Result<scsi::FlushEpoch> set_layer_boundary(base::BlockCount layer_0) override {
    if (!family_.has_two_layers) return Medium::set_layer_boundary(layer_0);
    const auto layers = layers_with(disc_.recorded(), identity().capacity, layer_0);
    if (!layers) return std::unexpected(layers.error());
    disc_.set_layers(*layers);
    return checkpoint();
  }

  Result<void> reserve(base::BlockCount blocks, const WriteParameters&) override {
    return reserve_track(disc_.state(as_recorded()), disc_.rules(), blocks, as_recorded());
  }

  Result<void> send_cue_sheet(const std::vector<CueEntry>&, const WriteParameters&) override {
    return std::unexpected(sense::cannot_write_medium_incompatible_format);
  }

 private:
  [[nodiscard]] bool extends_lead_out(std::uint8_t close_function) const {
    return family_.has_two_layers && close_function == close_with_extended_lead_out_function;
  }

  [[nodiscard]] Layers layers() const {
    return disc_.recorded().layers.value_or(Layers{.layer_0 = layer_0_as_sold(identity().capacity)});
  }

  Result<scsi::FlushEpoch> close_with_extended_lead_out() {
    const auto closed = disc_.close_session(as_recorded());
    if (!closed) return std::unexpected(closed.error());
    if (*closed) disc_.set_layers({.layer_0 = layers().layer_0, .has_extended_lead_out = true});
    return checkpoint();
  }

  [[nodiscard]] bool is_formattable() const {
    const DiscState& disc = disc_.recorded();
    return family_.formats != nullptr && !disc.formatting && disc.tracks.empty() && !disc.is_finalized;
  }

  // The Write Parameters page does not apply: what is recorded is data, for good.
  [[nodiscard]] WriteParameters as_recorded() const { return {.track_mode = family_.track_mode}; }

  Result<scsi::FlushEpoch> then_checkpoint(const Result<void>& done) {
    if (!done) return std::unexpected(done.error());
    return checkpoint();
  }

  const SequentialFamily& family_;
  SequentialDisc disc_;
};

}  // namespace

std::unique_ptr<Medium> make_sequential_medium(const SequentialFamily& family, std::unique_ptr<Store> store,
                                               DiscContents contents) {
  const SequentialRules rules = family.rules(contents.identity);
  return std::make_unique<SequentialMedium>(family, std::move(store), std::move(contents), rules);
}

}  // namespace emulator::media
