#include "emulator/media/overwritable_medium.h"

#include <algorithm>
#include <utility>

#include "emulator/media/background_format.h"
#include "emulator/media/formatted_read.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

constexpr std::uint8_t data_track = 4;

class OverwritableMedium final : public Medium {
 public:
  OverwritableMedium(const OverwritableFamily& family, std::unique_ptr<Store> store, DiscContents contents)
      : family_(family), store_(std::move(store)), contents_(std::move(contents)) {}

  [[nodiscard]] ProfileNumber profile_number() const override { return family_.profile; }
  [[nodiscard]] const MediaIdentity& identity() const override { return contents_.identity; }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{family_.ecc_block}; }
  [[nodiscard]] DiscLayout layout(const WriteParameters& parameters) const override;
  [[nodiscard]] base::Lba last_readable() const override {
    return is_formatted() ? user_area().end() - base::BlockCount{1} : base::Lba{};
  }

  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override;
  Result<void> write(const WriteJob& job, const WriteParameters& parameters) override;

  [[nodiscard]] std::vector<Format> formats() const override {
    return family_.formats(contents_.identity, contents_.state);
  }
  [[nodiscard]] base::BlockCount certified_by(const Format& wanted) const override {
    return family_.certified(contents_.identity, wanted);
  }
  Result<scsi::FlushEpoch> format(const Format& wanted) override;

  [[nodiscard]] bool keeps_defect_lists() const override { return family_.keeps_defect_lists; }
  [[nodiscard]] bool is_write_protected() const override { return contents_.state.is_write_protected; }
  Result<scsi::FlushEpoch> set_write_protection(bool is_protected) override;

  [[nodiscard]] std::optional<FormatProgress> background_format() const override;
  void format_next(base::BlockCount blocks) override;
  void suspend_format() override { is_formatting_ = false; }

  scsi::FlushEpoch checkpoint() override { return store_->begin_epoch(contents_.state); }
  bool flush(scsi::FlushEpoch epoch) override { return store_->flush(epoch); }
  // Every write fills its ECC blocks: nothing is pending.
  Result<scsi::FlushEpoch> synchronize(const WriteParameters&) override { return checkpoint(); }

  // There is one track, and it is never open: only a format can be ended. MMC-6, RESERVE TRACK command.
  Result<scsi::FlushEpoch> close(const CloseJob& job, const WriteParameters&) override;
  Result<void> reserve(base::BlockCount, const WriteParameters&) override {
    return std::unexpected(sense::cannot_write_medium_incompatible_format);
  }
  Result<void> send_cue_sheet(const std::vector<CueEntry>&, const WriteParameters&) override {
    return std::unexpected(sense::cannot_write_medium_incompatible_format);
  }

 private:
  [[nodiscard]] bool is_formatted() const { return contents_.state.formatting.has_value(); }
  // What a host may address.
  [[nodiscard]] base::BlockRange user_area() const { return {base::Lba{}, contents_.state.formatting->capacity}; }
  void set_spares(DiscLayout& layout) const;
  [[nodiscard]] Result<void> check_range(base::BlockRange range) const;
  // The ECC blocks that hold any of these.
  [[nodiscard]] base::BlockRange whole_ecc_blocks(base::BlockRange range) const;
  // Zeros in what `range` leaves of its ECC blocks, where those hold nothing yet.
  [[nodiscard]] bool fill_around(base::BlockRange range);

  const OverwritableFamily& family_;
  std::unique_ptr<Store> store_;
  DiscContents contents_;
  bool is_formatting_{};  // in the background; a disc that was taken out in the middle comes back suspended
};

DiscLayout OverwritableMedium::layout(const WriteParameters&) const {
  const bool formatted = is_formatted();
  const base::BlockCount capacity = formatted ? user_area().count : contents_.identity.capacity;
  const base::Lba end = base::Lba{} + capacity;
  DiscLayout layout{.status = formatted ? family_.formatted_status : DiscStatus::blank, .is_erasable = true};
  layout.is_overwritable = formatted;
  if (formatted && !family_.formats_in_background) set_spares(layout);
  if (const auto format = background_format()) layout.background_format = format->status;
  if (formatted) layout.formatted_capacity = capacity;
  if (!formatted) layout.last_possible_lead_out = end;
  layout.sessions.push_back({.number = 1,
                             .state = formatted ? SessionState::complete : SessionState::empty,
                             .first_track = 1,
                             .last_track = 1,
                             .lead_out = formatted ? std::optional{end} : std::nullopt});
  // The next writable address is never valid: there is no next one. A blank disc is free as a whole.
  layout.tracks.push_back({.number = 1,
                           .session = 1,
                           .size = capacity,
                           .free_blocks = formatted ? base::BlockCount{} : capacity,
                           .last_recorded = formatted ? std::optional{end - base::BlockCount{1}} : std::nullopt,
                           .track_mode = data_track,
                           .packet_size = static_cast<std::uint32_t>(family_.ecc_block),
                           .is_blank = !formatted,
                           .is_closed = formatted});
  return layout;
}

// Nothing is defective yet: all of them are free.
void OverwritableMedium::set_spares(DiscLayout& layout) const {
  const auto all_free = [](base::BlockCount blocks) { return SpareArea{.allocated = blocks, .free = blocks}; };
  const base::BlockCount left_out = contents_.identity.capacity - user_area().count;
  const bool has_primary = family_.primary_spare_blocks.value > 0;
  layout.spares = all_free(has_primary ? family_.primary_spare_blocks : left_out);
  if (has_primary) layout.supplementary_spares = all_free(left_out);
}

Result<void> OverwritableMedium::check_range(base::BlockRange range) const {
  if (!is_formatted()) return std::unexpected(sense::medium_not_formatted);
  if (range.within(user_area())) return {};
  const base::Lba outside = user_area().contains(range.first) ? user_area().end() : range.first;
  return std::unexpected(sense::logical_block_address_out_of_range.at(outside));
}

Result<std::vector<scsi::Segment>> OverwritableMedium::read(base::BlockRange range) const {
  if (range.empty()) return std::vector<scsi::Segment>{};
  if (auto checked = check_range(range); !checked) return std::unexpected(checked.error());
  return read_formatted(*store_, contents_.state.user_data(), range);
}

base::BlockRange OverwritableMedium::whole_ecc_blocks(base::BlockRange range) const {
  const base::Lba first{range.first.value / family_.ecc_block * family_.ecc_block};
  return {first, (range.end() - first).rounded_up(family_.ecc_block)};
}

bool OverwritableMedium::fill_around(base::BlockRange range) {
  const ExtentSet& written = contents_.state.user_data();
  const base::BlockRange whole = whole_ecc_blocks(range);
  const base::BlockRange head{whole.first, range.first - whole.first};
  const base::BlockRange tail{range.end(), whole.end() - range.end()};
  if (!head.empty() && !written.contains(head) && !store_->write_zeros(head)) return false;
  return tail.empty() || written.contains(tail) || store_->write_zeros(tail);
}

Result<void> OverwritableMedium::write(const WriteJob& job, const WriteParameters& parameters) {
  // Nothing can be simulated here: Test Write is clear in the features of these families.
  if (parameters.test_write) return std::unexpected(sense::parameter_value_invalid);
  if (job.range.empty()) return {};
  if (is_write_protected()) return std::unexpected(sense::persistent_write_protect);
  if (auto checked = check_range(job.range); !checked) return checked;
  if (!fill_around(job.range) || !store_->write(job.range.first, job.data)) {
    return std::unexpected(sense::write_error.at(job.range.first));
  }
  contents_.state.user_data().add(whole_ecc_blocks(job.range));
  if (family_.formats_in_background) pass_written(contents_.state);
  if (is_formatting_ && is_format_complete(contents_.state)) is_formatting_ = false;
  return {};
}

std::optional<FormatProgress> OverwritableMedium::background_format() const {
  if (!family_.formats_in_background || !is_formatted()) return std::nullopt;
  const BackgroundFormat status = is_format_complete(contents_.state) ? BackgroundFormat::complete
                                  : is_formatting_                    ? BackgroundFormat::running
                                                                      : BackgroundFormat::suspended;
  return FormatProgress{
      .status = status, .done = contents_.state.formatted_until - base::Lba{}, .all = user_area().count};
}

void OverwritableMedium::format_next(base::BlockCount blocks) {
  if (!is_formatting_) return;
  media::format_next(contents_.state, blocks);
  is_formatting_ = !is_format_complete(contents_.state);
}

Result<scsi::FlushEpoch> OverwritableMedium::set_write_protection(bool is_protected) {
  if (!family_.has_write_protection) return std::unexpected(sense::cannot_write_medium_incompatible_format);
  contents_.state.is_write_protected = is_protected;
  return checkpoint();
}

// MMC-6, CLOSE TRACK/SESSION command, close functions of DVD+RW: 0 stops the background format, 2 and 3 make the disc
// readable in other drives as it is, which stops it too.
Result<scsi::FlushEpoch> OverwritableMedium::close(const CloseJob& job, const WriteParameters&) {
  const bool ends_format = job.function == 0 || job.function == 2 || job.function == 3;
  if (!family_.formats_in_background || !ends_format) return std::unexpected(scsi::invalid_cdb_field(2, 2));
  if (!is_formatted()) return std::unexpected(sense::medium_not_formatted);
  suspend_format();
  return checkpoint();
}

Result<scsi::FlushEpoch> OverwritableMedium::format(const Format& wanted) {
  if (is_write_protected()) return std::unexpected(sense::persistent_write_protect);
  if (is_formatting_) return std::unexpected(sense::logical_unit_not_ready_format_in_progress);
  if (auto done = family_.format(contents_.state, contents_.identity, wanted); !done) {
    return std::unexpected(done.error());
  }
  is_formatting_ = family_.formats_in_background && !is_format_complete(contents_.state);
  return checkpoint();
}

}  // namespace

std::unique_ptr<Medium> make_overwritable_medium(const OverwritableFamily& family, std::unique_ptr<Store> store,
                                                 DiscContents contents) {
  return std::make_unique<OverwritableMedium>(family, std::move(store), std::move(contents));
}

void format_anew(DiscState& state, base::BlockCount capacity) {
  state.formatting = Formatting{.capacity = capacity};
  state.user_data() = {};
  state.formatted_until = {};
}

void format_completely(DiscState& state, base::BlockCount capacity, const OverwritableFamily& family) {
  format_anew(state, capacity);
  if (family.formats_in_background) state.formatted_until = base::Lba{} + capacity;
}

SequentialRules overwritable_rules(const MediaIdentity& identity, std::int64_t ecc_block) {
  return {.capacity = identity.capacity, .ecc_block = ecc_block};
}

}  // namespace emulator::media
