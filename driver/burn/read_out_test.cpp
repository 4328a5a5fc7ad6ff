#include "driver/burn/read_out.h"

#include <gtest/gtest.h>

#include "driver/burn/test_burns.h"
#include "driver/mmc/scripted_drive.h"
#include "emulator/base/hex.h"

namespace driver::burn {
namespace {

using base::BlockCount;
using base::Lba;
using testing::RecordingObserver;

constexpr std::string_view out_of_range = "70 00 05 00 00 00 00 0A 00 00 00 00 21 00 00 00 00 00";

class Collector final : public BlockSink {
 public:
  bool take(base::Bytes blocks) override {
    bytes.insert(bytes.end(), blocks.begin(), blocks.end());
    return !is_full;
  }
  base::ByteBuffer bytes;
  bool is_full{};
};

std::string blocks(int count, std::uint8_t value) {
  return base::format_hex(base::ByteBuffer(static_cast<std::size_t>(count) * 2048, value));
}

struct Reading {
  mmc::ScriptedDrive drive;
  RecordingObserver observer;
  Collector sink;
  std::expected<ReadOutcome, mmc::DriveError> go(std::int64_t count, RunOut run_out) {
    return read_out(drive.device,
                    {.range = {Lba{100}, BlockCount{count}}, .per_command = BlockCount{4}, .run_out = run_out}, sink,
                    observer);
  }
};

TEST(ReadOut, gives_every_block_in_order) {
  Reading reading;
  reading.drive.script.answers("28 00 00 00 00 64 00 00 04 00", blocks(4, 1))
      .answers("28 00 00 00 00 68 00 00 02 00", blocks(2, 2));
  const auto outcome = reading.go(6, RunOut::none);
  ASSERT_TRUE(outcome) << describe(outcome.error());
  EXPECT_EQ(outcome->blocks, BlockCount{6});
  EXPECT_EQ(reading.sink.bytes.size(), 6U * 2048);
  EXPECT_EQ(reading.sink.bytes.front(), 1);
  EXPECT_EQ(reading.sink.bytes.back(), 2);
  EXPECT_TRUE(reading.drive.script.finished()) << reading.drive.script.mismatch();
}

TEST(ReadOut, refused_run_out_blocks_are_left_out) {
  Reading reading;
  reading.drive.script.answers("28 00 00 00 00 64 00 00 04 00", blocks(4, 1))
      .refuses("28 00 00 00 00 68 00 00 01 00", out_of_range);
  const auto outcome = reading.go(6, RunOut::possible);
  ASSERT_TRUE(outcome) << describe(outcome.error());
  EXPECT_EQ(outcome->blocks, BlockCount{4});
  EXPECT_EQ(outcome->left_out, BlockCount{2});
  EXPECT_TRUE(reading.drive.script.finished()) << reading.drive.script.mismatch();
}

TEST(ReadOut, readable_last_blocks_of_a_cd_are_kept) {
  Reading reading;
  reading.drive.script.answers("28 00 00 00 00 64 00 00 04 00", blocks(4, 1))
      .answers("28 00 00 00 00 68 00 00 01 00", blocks(1, 2))
      .answers("28 00 00 00 00 69 00 00 01 00", blocks(1, 3));
  const auto outcome = reading.go(6, RunOut::possible);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->blocks, BlockCount{6});
  EXPECT_EQ(outcome->left_out, BlockCount{0});
}

TEST(ReadOut, refusal_anywhere_else_is_an_error) {
  Reading reading;
  reading.drive.script.refuses("28 00 00 00 00 64 00 00 04 00", out_of_range);
  EXPECT_FALSE(reading.go(6, RunOut::possible));
  Reading last;
  last.drive.script.answers("28 00 00 00 00 64 00 00 04 00", blocks(4, 1))
      .refuses("28 00 00 00 00 68 00 00 02 00", out_of_range);
  EXPECT_FALSE(last.go(6, RunOut::none));
}

TEST(ReadOut, lost_drive_in_the_run_out_is_an_error) {
  Reading reading;
  reading.drive.script.answers("28 00 00 00 00 64 00 00 04 00", blocks(4, 1))
      .fails("28 00 00 00 00 68 00 00 01 00", {transport::TransportError::Kind::lost, "gone"});
  EXPECT_FALSE(reading.go(6, RunOut::possible));
}

TEST(ReadOut, sink_that_is_full_and_a_cancel_end_the_reading) {
  Reading full;
  full.sink.is_full = true;
  full.drive.script.answers("28 00 00 00 00 64 00 00 04 00", blocks(4, 1));
  const auto stopped = full.go(6, RunOut::none);
  ASSERT_TRUE(stopped);
  EXPECT_TRUE(stopped->sink_failed);

  Reading cancelled;
  cancelled.observer.cancel_after = BlockCount{4};
  cancelled.drive.script.answers("28 00 00 00 00 64 00 00 04 00", blocks(4, 1));
  const auto outcome = cancelled.go(6, RunOut::none);
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->was_cancelled);
  EXPECT_EQ(outcome->blocks, BlockCount{4});
}

}  // namespace
}  // namespace driver::burn
