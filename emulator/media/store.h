// A disc file in use: user data goes in at once, what it means goes in with the next epoch.
//
// One thread writes and begins epochs; flush may run beside it on another. README.md, Durable step.
#pragma once

#include <atomic>
#include <cstdint>
#include <expected>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "emulator/media/disc_file.h"
#include "emulator/media/disc_state.h"
#include "emulator/scsi/reply.h"

namespace emulator::media {

class Store {
 public:
  // `disc` is what load_disc read from `file`.
  Store(std::unique_ptr<BackingFile> file, const LoadedDisc& disc);

  // Whether the file could be mapped; nothing else may be called when not.
  [[nodiscard]] bool is_usable() const { return !user_data_.bytes.empty(); }

  // User data of whole blocks from `first`. False when the file system refused; then nothing is lost but this write.
  [[nodiscard]] bool write(base::Lba first, base::Bytes bytes);
  [[nodiscard]] bool write_zeros(base::BlockRange range);

  // A copy of blocks that may be written again; else the first block that the file has lost.
  [[nodiscard]] std::expected<base::ByteBuffer, base::Lba> copy(base::BlockRange range) const;
  // The user data of blocks that are written once, unchanged for as long as the slice lives.
  [[nodiscard]] scsi::Slice slice(base::BlockRange range) const;
  // The first block that the file has no more, because another program cut it short or its disk gives an error; the end
  // of the range when all is there. A slice of lost blocks must not be touched.
  [[nodiscard]] base::Lba first_lost(base::BlockRange range) const;

  // An epoch that makes `state`, and all data written so far, durable.
  [[nodiscard]] scsi::FlushEpoch begin_epoch(const DiscState& state);

  // Takes the durable step for all epochs up to `epoch`. False when the file system refused; the disc in the file is
  // then the one before, and a later flush tries again unless fdatasync itself had failed: after that nobody knows what
  // reached the disk, and every later write and flush fails.
  [[nodiscard]] bool flush(scsi::FlushEpoch epoch);

 private:
  struct Pending {
    std::uint64_t epoch{};
    base::ByteBuffer records;  // none where blocks were overwritten and nothing else: there is only data to save
  };

  [[nodiscard]] std::optional<base::ByteBuffer> records_up_to(std::uint64_t epoch) const;
  [[nodiscard]] bool take_durable_step(base::Bytes records);
  [[nodiscard]] bool synchronize();
  [[nodiscard]] bool write_superblock(const LogEnd& log);
  void keep_log_room();

  std::unique_ptr<BackingFile> file_;
  Geometry geometry_;
  Mapping user_data_;
  bool has_new_data_{};  // written since the last epoch began

  mutable std::mutex epochs_;  // guards the three below
  DiscState newest_;           // what the last epoch makes durable
  std::uint64_t last_epoch_{};
  std::vector<Pending> pending_;

  std::mutex step_;  // one durable step at a time; guards the three below
  LogEnd log_;
  bool needs_superblock_{};
  std::int64_t allocated_until_{};
  std::atomic<bool> is_unreliable_{};
};

}  // namespace emulator::media
