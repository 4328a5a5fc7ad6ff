#include "emulator/media/dvd_minus_rw.h"

#include <algorithm>
#include <utility>

#include "emulator/media/blanking.h"
#include "emulator/media/dvd_minus_sequential.h"
#include "emulator/media/formatted_read.h"
#include "emulator/media/restricted_overwrite.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::media {
namespace sense = scsi::sense;
namespace {

constexpr DvdMinusFamily family{
    .profile = ProfileNumber::dvd_minus_rw_sequential, .is_erasable = true, .kept_back = base::BlockCount{608}};

class DvdMinusRw final : public DvdMinusSequential {
 public:
  DvdMinusRw(std::unique_ptr<Store> store, DiscContents contents, const SequentialRules& rules)
      : DvdMinusSequential(family, std::move(store), std::move(contents), rules) {}

  [[nodiscard]] ProfileNumber profile_number() const override {
    return is_formatted() ? ProfileNumber::dvd_minus_rw_restricted_overwrite : family.profile;
  }
  [[nodiscard]] base::Lba last_readable() const override {
    if (!is_formatted()) return DvdMinusSequential::last_readable();
    return std::max(disc_.recorded().formatted_until - base::BlockCount{1}, base::Lba{});
  }
  [[nodiscard]] DiscLayout layout(const WriteParameters& parameters) const override;
  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override;
  Result<void> write(const WriteJob& job, const WriteParameters& parameters) override;
  Result<scsi::FlushEpoch> synchronize(const WriteParameters& parameters) override;
  Result<scsi::FlushEpoch> close(const CloseJob& job, const WriteParameters& parameters) override;
  Result<void> reserve(base::BlockCount blocks, const WriteParameters& parameters) override;

  [[nodiscard]] std::vector<Format> formats() const override {
    return restricted_overwrite_formats(identity(), disc_.recorded());
  }
  [[nodiscard]] base::BlockCount certified_by(const Format& wanted) const override { return written_by_format(wanted); }
  Result<scsi::FlushEpoch> format(const Format& wanted) override;
  [[nodiscard]] base::BlockCount blanked_by(const BlankJob& job) const override {
    return media::blanked_by(disc_.recorded(), identity().capacity, job);
  }
  Result<scsi::FlushEpoch> blank(const BlankJob& job) override;

 private:
  [[nodiscard]] bool is_formatted() const { return disc_.recorded().formatting.has_value(); }
  // Nothing of such a disc is ever simulated.
  [[nodiscard]] DiscState& formatted() { return disc_.state({}); }
};

DiscLayout DvdMinusRw::layout(const WriteParameters& parameters) const {
  if (!is_formatted()) return DvdMinusSequential::layout(parameters);
  DiscLayout layout = describe_restricted(disc_.recorded());
  if (layout.is_intermediate) layout.last_possible_lead_out = base::Lba{} + identity().capacity + family.kept_back;
  return layout;
}

Result<std::vector<scsi::Segment>> DvdMinusRw::read(base::BlockRange range) const {
  if (!is_formatted()) return DvdMinusSequential::read(range);
  const DiscState& state = disc_.recorded();
  const base::BlockRange places{base::Lba{}, state.formatted_until - base::Lba{}};
  if (!range.empty() && !range.within(places)) {
    const base::Lba outside = places.contains(range.first) ? places.end() : range.first;
    return std::unexpected(sense::logical_block_address_out_of_range.at(outside));
  }
  return read_formatted(disc_.store(), state.user_data(), range);
}

Result<void> DvdMinusRw::write(const WriteJob& job, const WriteParameters& parameters) {
  if (!is_formatted()) return DvdMinusSequential::write(job, parameters);
  if (parameters.test_write) return std::unexpected(sense::parameter_value_invalid);
  if (job.range.empty()) return {};
  if (auto checked = may_overwrite(formatted(), job.range); !checked) return checked;
  if (!disc_.store().write(job.range.first, job.data)) return std::unexpected(sense::write_error.at(job.range.first));
  note_overwritten(formatted(), job.range);
  return {};
}

Result<scsi::FlushEpoch> DvdMinusRw::synchronize(const WriteParameters& parameters) {
  return is_formatted() ? checkpoint() : DvdMinusSequential::synchronize(parameters);
}

Result<scsi::FlushEpoch> DvdMinusRw::close(const CloseJob& job, const WriteParameters& parameters) {
  if (!is_formatted()) return DvdMinusSequential::close(job, parameters);
  if (auto closed = close_restricted(formatted(), job.function); !closed) return std::unexpected(closed.error());
  return checkpoint();
}

// There is one track, and it takes all (TSSTcorp TS-U633F, SH-S223B).
Result<void> DvdMinusRw::reserve(base::BlockCount blocks, const WriteParameters& parameters) {
  if (is_formatted()) return std::unexpected(sense::no_more_track_reservations_allowed);
  return DvdMinusSequential::reserve(blocks, parameters);
}

Result<scsi::FlushEpoch> DvdMinusRw::format(const Format& wanted) {
  if (auto done = format_restricted(formatted(), identity(), wanted); !done) return std::unexpected(done.error());
  return checkpoint();
}

// A disc that is blanked minimally is written at once, since its Recording Management Area still has the old tracks:
// real drives take the Incremental Streaming Writable feature back.
Result<scsi::FlushEpoch> DvdMinusRw::blank(const BlankJob& job) {
  constexpr std::uint16_t type_byte = 1;
  const bool is_whole = job.type == BlankingType::disc || job.type == BlankingType::minimal;
  const bool is_offered = is_whole || (!is_formatted() && job.type != BlankingType::track);
  if (!is_offered) return std::unexpected(scsi::invalid_cdb_field(type_byte, 2));
  if (auto done = disc_.blank(job); !done) return std::unexpected(done.error());
  if (is_whole) formatted().is_at_once_only = job.type == BlankingType::minimal;
  return checkpoint();
}

}  // namespace

const OverwritableFamily dvd_minus_rw_family{.profile = ProfileNumber::dvd_minus_rw_restricted_overwrite,
                                             .ecc_block = 16,
                                             .formats_in_background = true,
                                             .formats = restricted_overwrite_formats};

SequentialRules dvd_minus_rw_rules(const MediaIdentity& identity) {
  SequentialRules rules = dvd_minus_rules(identity);
  rules.is_rewritable = true;
  return rules;
}

std::unique_ptr<Medium> make_dvd_minus_rw(std::unique_ptr<Store> store, DiscContents contents) {
  const SequentialRules rules = dvd_minus_rw_rules(contents.identity);
  return std::make_unique<DvdMinusRw>(std::move(store), std::move(contents), rules);
}

}  // namespace emulator::media
