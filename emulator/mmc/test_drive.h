// For tests: a drive on the bench, a disc whose layout the test states, and the verbs in which tests are written. The
// discs of emulator/media stand behind files; here the layout is the input, so that every state of a reply can be
// shown.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/base/hex.h"
#include "emulator/drive/drive.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {

// Says what it was told to say, and notes what it was asked to do.
class StatedMedium final : public media::Medium {
 public:
  media::ProfileNumber number{};
  media::MediaIdentity stated_identity{.capacity = base::BlockCount{1000}};
  media::DiscLayout stated_layout{.status = media::DiscStatus::blank};
  base::Lba stated_last_readable{0};
  std::optional<scsi::Sense> refusal{};  // what the next writes, closes, reserves, formats and blankings meet
  std::vector<media::Format> stated_formats{};
  base::BlockCount stated_erased{};  // by a blanking

  std::map<std::int64_t, base::ByteBuffer> blocks;
  std::vector<media::CloseJob> closes;
  std::vector<media::CueEntry> cue_sheet;
  std::vector<media::Format> formatted;
  std::vector<media::BlankJob> blanked;
  base::BlockCount reserved{};
  std::uint64_t epoch{};
  std::vector<scsi::FlushEpoch> flushes;

  [[nodiscard]] media::ProfileNumber profile_number() const override { return number; }
  [[nodiscard]] const media::MediaIdentity& identity() const override { return stated_identity; }
  [[nodiscard]] media::DiscLayout layout(const media::WriteParameters&) const override { return stated_layout; }
  [[nodiscard]] base::Lba last_readable() const override { return stated_last_readable; }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{16}; }
  [[nodiscard]] media::Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override;
  media::Result<void> write(const media::WriteJob& job, const media::WriteParameters& parameters) override;
  scsi::FlushEpoch checkpoint() override { return scsi::FlushEpoch{++epoch}; }
  media::Result<scsi::FlushEpoch> synchronize(const media::WriteParameters& parameters) override;
  media::Result<scsi::FlushEpoch> close(const media::CloseJob& job, const media::WriteParameters& parameters) override;
  media::Result<void> reserve(base::BlockCount count, const media::WriteParameters& parameters) override;
  media::Result<void> send_cue_sheet(const std::vector<media::CueEntry>& sheet,
                                     const media::WriteParameters& parameters) override;
  [[nodiscard]] std::vector<media::Format> formats() const override { return stated_formats; }
  media::Result<scsi::FlushEpoch> format(const media::Format& wanted) override;
  [[nodiscard]] base::BlockCount blanked_by(const media::BlankJob&) const override { return stated_erased; }
  media::Result<scsi::FlushEpoch> blank(const media::BlankJob& job) override;
  bool flush(scsi::FlushEpoch until) override;
};

[[nodiscard]] drive::DriveProfile profile_of(const std::string& model);

inline constexpr scsi::NexusId one_host{1};
inline constexpr scsi::NexusId other_host{2};

class TestDrive {
 public:
  // An empty, closed drive with one host that has already heard of the power-on.
  explicit TestDrive(drive::DriveOptions options = {}, const std::string& model = "generic-bd");
  TestDrive(drive::DriveOptions options, drive::DriveProfile profile);

  // A drive with a disc from the first moment; the disc stays the test's to change.
  static TestDrive with(media::ProfileNumber number, const std::string& model = "generic-bd");
  StatedMedium& disc() { return *disc_; }

  scsi::Reply send(std::string_view cdb, base::Bytes data_out = {}, scsi::NexusId nexus = one_host);
  // The data-in of a command that has to succeed, as hex.
  std::string data(std::string_view cdb, scsi::NexusId nexus = one_host);
  // "5/24/00", "GOOD" or "RESERVATION CONFLICT".
  std::string outcome(std::string_view cdb, base::Bytes data_out = {}, scsi::NexusId nexus = one_host);
  std::string outcome(std::string_view cdb, std::string_view data_out_hex);
  static std::string sense_text(const scsi::Reply& reply);
  // Which byte (and bit) the refusal pointed at: "cdb 2", "list 11.3".
  std::string pointed(std::string_view cdb, base::Bytes data_out = {});
  std::string pointed(std::string_view cdb, std::string_view data_out_hex);

  void wait(base::Duration time) { now = now + time; }

  drive::Drive drive;
  base::Instant now{};
  std::uint64_t lun{};

 private:
  StatedMedium* disc_{};
};

}  // namespace emulator::mmc
