// The medium behind DVD-R and DVD-RW as long as they are written one block after the other: incrementally in tracks and
// sessions (borders), or the whole disc at once. MMC-6, DVD-R and DVD-RW sequential recording models.
#pragma once

#include <memory>
#include <utility>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/sequential_disc.h"
#include "emulator/media/store.h"

namespace emulator::media {

struct DvdMinusFamily {
  ProfileNumber profile{};
  bool is_erasable{};
  base::BlockCount kept_back{};  // between the last block that a host may write and the end of the data area
};

[[nodiscard]] SequentialRules dvd_minus_rules(const MediaIdentity& identity);

class DvdMinusSequential : public Medium {
 public:
  // `family` outlives the medium.
  DvdMinusSequential(const DvdMinusFamily& family, std::unique_ptr<Store> store, DiscContents contents,
                     const SequentialRules& rules)
      : family_(family), disc_(std::move(store), std::move(contents), rules) {}

  [[nodiscard]] ProfileNumber profile_number() const override { return family_.profile; }
  [[nodiscard]] const MediaIdentity& identity() const override { return disc_.identity(); }
  [[nodiscard]] base::Lba last_readable() const override { return media::last_readable(disc_.recorded()); }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{disc_.rules().ecc_block}; }
  scsi::FlushEpoch checkpoint() override { return disc_.checkpoint(); }
  bool flush(scsi::FlushEpoch epoch) override { return disc_.flush(epoch); }

  [[nodiscard]] DiscLayout layout(const WriteParameters& parameters) const override;
  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override {
    return disc_.read(range);
  }
  Result<void> write(const WriteJob& job, const WriteParameters& parameters) override;
  Result<scsi::FlushEpoch> synchronize(const WriteParameters& parameters) override;
  Result<scsi::FlushEpoch> close(const CloseJob& job, const WriteParameters& parameters) override;
  Result<void> reserve(base::BlockCount blocks, const WriteParameters& parameters) override;
  Result<void> send_cue_sheet(const std::vector<CueEntry>& sheet, const WriteParameters& parameters) override;

 private:
  // Ends a disc at once if all that was announced for it is there.
  Result<void> finish_at_once(const WriteParameters& parameters);
  Result<void> close_track(std::uint16_t number, const WriteParameters& parameters);
  Result<void> close_session(const WriteParameters& parameters);

  const DvdMinusFamily& family_;

 protected:
  SequentialDisc disc_;
};

}  // namespace emulator::media
