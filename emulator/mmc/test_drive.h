// A drive on a test's bench: a disc whose layout the test states, and the verbs in which tests are written. The discs
// of emulator/media stand behind files; here the layout is the input, so that every state of a reply can be shown.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/base/hex.h"
#include "emulator/drive/drive.h"
#include "emulator/mmc/execute.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::mmc {

// Says what it was told to say, and notes what it was asked to do.
class StatedMedium final : public media::Medium {
 public:
  media::ProfileNumber number{};
  media::MediaIdentity stated_identity{.capacity = base::BlockCount{1000}};
  media::DiscLayout stated_layout{.status = media::DiscStatus::blank};
  base::Lba stated_last_readable{0};
  std::optional<scsi::Sense> refusal{};  // what the next writes, closes and reserves meet

  std::map<std::int64_t, base::ByteBuffer> blocks;
  std::vector<media::CloseJob> closes;
  std::vector<media::CueEntry> cue_sheet;
  base::BlockCount reserved{};
  std::uint64_t epoch{};

  [[nodiscard]] media::ProfileNumber profile_number() const override { return number; }
  [[nodiscard]] const media::MediaIdentity& identity() const override { return stated_identity; }
  [[nodiscard]] media::DiscLayout layout(const media::WriteParameters&) const override { return stated_layout; }
  [[nodiscard]] base::Lba last_readable() const override { return stated_last_readable; }
  [[nodiscard]] base::BlockCount ecc_block() const override { return base::BlockCount{16}; }

  [[nodiscard]] media::Result<std::vector<scsi::Segment>> read(base::BlockRange range) const override {
    if (range.first < base::Lba{0} || range.end() > stated_last_readable + base::BlockCount{1}) {
      return std::unexpected(scsi::sense::logical_block_address_out_of_range);
    }
    std::vector<scsi::Segment> segments;
    for (base::Lba at = range.first; at < range.end(); at += base::BlockCount{1}) {
      const auto block = blocks.find(at.value);
      segments.emplace_back(block == blocks.end() ? base::ByteBuffer(base::block_bytes) : block->second);
    }
    return segments;
  }

  media::Result<void> write(const media::WriteJob& job, const media::WriteParameters&) override {
    if (refusal) return std::unexpected(*refusal);
    for (std::int64_t i = 0; i < job.range.count.value; ++i) {
      const base::Bytes block = job.data.subspan(static_cast<std::size_t>(i) * job.block_size, job.block_size);
      blocks[job.range.first.value + i] = base::ByteBuffer(block.begin(), block.end());
    }
    return {};
  }

  scsi::FlushEpoch checkpoint() override { return scsi::FlushEpoch{++epoch}; }
  media::Result<scsi::FlushEpoch> synchronize(const media::WriteParameters&) override {
    if (refusal) return std::unexpected(*refusal);
    return scsi::FlushEpoch{++epoch};
  }
  media::Result<scsi::FlushEpoch> close(const media::CloseJob& job, const media::WriteParameters&) override {
    if (refusal) return std::unexpected(*refusal);
    closes.push_back(job);
    return scsi::FlushEpoch{++epoch};
  }
  media::Result<void> reserve(base::BlockCount blocks_to_reserve, const media::WriteParameters&) override {
    if (refusal) return std::unexpected(*refusal);
    reserved = blocks_to_reserve;
    return {};
  }
  media::Result<void> send_cue_sheet(const std::vector<media::CueEntry>& sheet,
                                     const media::WriteParameters&) override {
    if (refusal) return std::unexpected(*refusal);
    cue_sheet = sheet;
    return {};
  }
  bool flush(scsi::FlushEpoch) override { return true; }
};

inline drive::DriveProfile profile_of(const std::string& name) {
  auto profile = drive::load_drive_profile(BURNBENCH_SOURCE_DIR "/profiles/drives/" + name + ".json");
  if (!profile) ADD_FAILURE() << profile.error();
  return *std::move(profile);
}

inline constexpr scsi::NexusId one_host{1};
inline constexpr scsi::NexusId other_host{2};

// An empty, closed generic-bd with one host that has already heard of the power-on.
class TestDrive {
 public:
  explicit TestDrive(drive::DriveOptions options = {}, const std::string& model = "generic-bd")
      : drive(profile_of(model), std::move(options)) {
    drive.nexus_began(one_host);
    drive.attentions().take(one_host);
  }

  // A drive with a disc from the first moment; the disc stays the test's to change.
  static TestDrive with(media::ProfileNumber number, const std::string& model = "generic-bd") {
    auto disc = std::make_unique<StatedMedium>();
    disc->number = number;
    StatedMedium* seen = disc.get();
    TestDrive bench({.disc = std::move(disc)}, model);
    bench.disc_ = seen;
    return bench;
  }

  StatedMedium& disc() { return *disc_; }

  scsi::Reply send(std::string_view cdb, base::Bytes data_out = {}, scsi::NexusId nexus = one_host) {
    scsi::Request request{.nexus = nexus, .lun = lun, .data_out = data_out};
    const auto bytes = base::parse_hex(cdb);
    if (!bytes) ADD_FAILURE() << bytes.error();
    std::ranges::copy(*bytes, request.cdb.bytes.begin());
    return execute(drive, request, now);
  }

  // The data-in of a command that has to succeed, as hex.
  std::string data(std::string_view cdb, scsi::NexusId nexus = one_host) {
    const scsi::Reply reply = send(cdb, {}, nexus);
    EXPECT_EQ(reply.status, scsi::Status::good) << cdb << " met " << sense_text(reply);
    return base::format_hex(scsi::gather(reply.segments));
  }

  // "5/24/00", or "GOOD".
  std::string outcome(std::string_view cdb, base::Bytes data_out = {}, scsi::NexusId nexus = one_host) {
    return sense_text(send(cdb, data_out, nexus));
  }
  std::string outcome(std::string_view cdb, std::string_view data_out_hex) {
    const auto bytes = base::parse_hex(data_out_hex);
    if (!bytes) ADD_FAILURE() << bytes.error();
    return outcome(cdb, base::Bytes{*bytes});
  }

  static std::string sense_text(const scsi::Reply& reply) {
    if (reply.status == scsi::Status::reservation_conflict) return "RESERVATION CONFLICT";
    if (reply.status == scsi::Status::good) return "GOOD";
    if (!reply.sense) return "no sense";
    constexpr std::string_view digits = "0123456789ABCDEF";
    const auto hex = [&](std::uint8_t value) { return std::string{digits[value >> 4], digits[value & 15]}; };
    return std::string{digits[static_cast<std::uint8_t>(reply.sense->key)]} + "/" + hex(reply.sense->asc) + "/" +
           hex(reply.sense->ascq);
  }

  // Which byte (and bit) the last refusal pointed at, "cdb 2", "list 11.3".
  std::string pointed(std::string_view cdb, base::Bytes data_out = {}) {
    const scsi::Reply reply = send(cdb, data_out);
    if (!reply.sense || !reply.sense->field) return "nothing";
    const scsi::FieldPointer& field = *reply.sense->field;
    std::string text = field.where == scsi::FieldPointer::Where::cdb ? "cdb " : "list ";
    text += std::to_string(field.byte);
    if (field.bit) text += "." + std::to_string(*field.bit);
    return text;
  }

  void wait(base::Duration time) { now = now + time; }

  drive::Drive drive;
  base::Instant now{};
  std::uint64_t lun{};

 private:
  StatedMedium* disc_{};
};

}  // namespace emulator::mmc
