#include "driver/mmc/commands/transfer.h"

#include <gtest/gtest.h>

#include "driver/mmc/scripted_drive.h"
#include "emulator/base/hex.h"

namespace driver::mmc {
namespace {

using base::BlockCount;
using base::BlockRange;
using base::Lba;

TEST(Read10, asks_for_blocks_and_gives_their_bytes) {
  ScriptedDrive drive;
  const base::ByteBuffer blocks(2 * 2048, 0x3C);
  drive.script.answers("28 00 12 34 56 78 00 00 02 00", base::format_hex(blocks));
  const auto data = read_10(drive.device, {Lba{0x12345678}, BlockCount{2}});
  ASSERT_TRUE(data) << describe(data.error());
  EXPECT_EQ(*data, blocks);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Read10, reply_of_another_length_is_malformed) {
  ScriptedDrive drive;
  drive.script.answers("28 00 00 00 00 10 00 00 01 00", "00 01 02");
  const auto data = read_10(drive.device, {Lba{16}, BlockCount{1}});
  ASSERT_FALSE(data);
  EXPECT_EQ(data.error().kind, DriveError::Kind::malformed);
}

TEST(Write10, carries_address_count_and_data) {
  ScriptedDrive drive;
  const base::ByteBuffer blocks(13 * 2048, 0xC3);
  drive.script.takes("2A 00 FF FF FF 6A 00 00 0D 00", base::format_hex(blocks));
  EXPECT_TRUE(drive.device.execute(write_10(Lba{-150}, blocks)));
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(Write10, is_not_sent_again_to_a_drive_that_was_reset) {
  const base::ByteBuffer block(2048);
  EXPECT_EQ(write_10(Lba{0}, block).on_change, OnChange::fail);
}

TEST(SynchronizeCache, is_immediate_and_waited_for) {
  ScriptedDrive drive;
  drive.script.answers("35 02 00 00 00 00 00 00 00 00")
      .refuses("00 00 00 00 00 00", operation_half_done)
      .answers("00 00 00 00 00 00")
      .answers("00 00 00 00 00 00");
  EXPECT_TRUE(synchronize_cache(drive.device));
  EXPECT_EQ(drive.remarks.waits.size(), 1U);
  EXPECT_TRUE(drive.script.finished()) << drive.script.mismatch();
}

TEST(SynchronizeCache, failure_that_comes_while_waiting_is_a_failure) {
  ScriptedDrive drive;
  drive.script.answers("35 02 00 00 00 00 00 00 00 00").refuses("00 00 00 00 00 00", deferred_write_error);
  const auto done = synchronize_cache(drive.device);
  ASSERT_FALSE(done);
  EXPECT_TRUE(done.error().sense->deferred);
}

TEST(ReadBufferCapacity, gives_bytes) {
  ScriptedDrive drive;
  drive.script.answers("5C 00 00 00 00 00 00 00 0C 00", "00 0A 00 00 00 20 00 00 00 10 00 00");
  const auto capacity = read_buffer_capacity(drive.device);
  ASSERT_TRUE(capacity) << describe(capacity.error());
  EXPECT_EQ(capacity->bytes, 2U << 20);
  EXPECT_EQ(capacity->available_bytes, 1U << 20);
}

}  // namespace
}  // namespace driver::mmc
