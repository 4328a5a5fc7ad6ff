// A sequential disc at work: its state, its rules and the store that keeps it. The write-once families are made of one.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

class SequentialDisc {
 public:
  SequentialDisc(std::unique_ptr<Store> store, DiscContents contents, const SequentialRules& rules);

  [[nodiscard]] const MediaIdentity& identity() const { return contents_.identity; }
  [[nodiscard]] const SequentialRules& rules() const { return rules_; }
  // For blocks that are written otherwise than sequentially.
  [[nodiscard]] const Store& store() const { return *store_; }
  [[nodiscard]] Store& store() { return *store_; }

  // The state that commands see and change: with test write a copy, which the first command or question without it
  // forgets. MMC-6, Write Parameters mode page, Test Write.
  [[nodiscard]] const DiscState& state(const WriteParameters& parameters) const;
  [[nodiscard]] DiscState& state(const WriteParameters& parameters);
  // What is really recorded.
  [[nodiscard]] const DiscState& recorded() const { return contents_.state; }

  // LOGICAL BLOCK ADDRESS OUT OF RANGE at the first block that is not recorded, UNRECOVERED READ ERROR at the first
  // that the file has lost.
  [[nodiscard]] Result<std::vector<scsi::Segment>> read(base::BlockRange range) const;

  // Blocks to a track's written end; `track` belongs to state(parameters).
  Result<void> append(RecordedTrack& track, base::Bytes data, const WriteParameters& parameters);
  // Completes the last ECC block of a track with zeros.
  Result<void> pad(RecordedTrack& track, const WriteParameters& parameters);

  // WRITE: to the open track or to a new one.
  Result<void> write(const WriteJob& job, const WriteParameters& parameters);
  // WRITE over recorded blocks, on a disc that was formatted for it. MMC-6, BD-R Pseudo-OverWrite.
  Result<void> overwrite(const WriteJob& job, const WriteParameters& parameters);
  // FORMAT UNIT, on a disc without a track.
  void format(const Formatting& formatting);
  // BLANK, whatever Test Write says: what seemed to be recorded is forgotten with it.
  Result<void> blank(const BlankJob& job);
  // DVD+R DL: where layer 1 begins, and what closing a session with an extended lead-out leaves.
  void set_layers(const Layers& layers);
  // How many clusters can still be overwritten.
  [[nodiscard]] std::uint32_t spares_left() const;
  // Completes the last ECC block of every open track.
  Result<void> pad_open_tracks(const WriteParameters& parameters);
  // Marks the open session as one that is being closed. False when there is none, or something stands in the way.
  bool begin_closing_session();
  // CLOSE TRACK/SESSION, function 1; FFh is the incomplete track.
  Result<void> close_track(std::uint16_t number, const WriteParameters& parameters);
  // Function 2: closes what is open. False when there was nothing.
  Result<bool> close_session(const WriteParameters& parameters);
  // The functions that close the disc for good.
  Result<void> finalize(const WriteParameters& parameters);

  scsi::FlushEpoch checkpoint() { return store_->begin_epoch(contents_.state); }
  bool flush(scsi::FlushEpoch epoch) { return store_->flush(epoch); }

 private:
  [[nodiscard]] base::Lba end_of_spares() const { return base::Lba{} + contents_.identity.capacity; }
  // One piece of a READ. A host may still be reading what another lets blank and writes again, so that is copied.
  [[nodiscard]] std::expected<scsi::Segment, base::Lba> bytes_of(base::BlockRange place) const;
  // Writes the cluster at `first` again, with the blocks of the job that lie in it.
  Result<void> overwrite_cluster(base::Lba first, const WriteJob& job);

  std::unique_ptr<Store> store_;
  DiscContents contents_;
  SequentialRules rules_;
  mutable std::optional<DiscState> simulated_;  // mutable: also a question asked without Test Write forgets it
};

}  // namespace emulator::media
