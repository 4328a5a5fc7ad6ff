#include "emulator/mmc/commands/synchronize_cache.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view synchronize = "35 00 00 00 00 00 00 00 00 00";
constexpr std::string_view synchronize_at_once = "35 02 00 00 00 00 00 00 00 00";
const base::ByteBuffer megabyte(1024 * 1024);
constexpr std::string_view write_megabyte = "2A 00 00 00 00 00 00 02 00 00";

TEST(SynchronizeCache, pressed_disc_has_nothing_to_do) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  EXPECT_EQ(bench.send(synchronize).durable_after, std::nullopt);
}

TEST(SynchronizeCache, without_a_medium_is_not_ready) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome(synchronize), "2/3A/01");
}

TEST(SynchronizeCache, waits_until_the_buffer_is_empty_and_the_disk_has_it) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  ASSERT_EQ(bench.outcome(write_megabyte, megabyte), "GOOD");
  const scsi::Reply reply = bench.send(synchronize);
  // 1048576 bytes at 8992 kB/s.
  EXPECT_EQ(reply.busy_for, base::Duration{116'612'100});
  EXPECT_EQ(reply.durable_after, scsi::FlushEpoch{1});
}

// Checklist 118.
TEST(SynchronizeCache, immediate_answers_at_once_and_is_busy_until_the_buffer_is_empty) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  ASSERT_EQ(bench.outcome(write_megabyte, megabyte), "GOOD");
  const scsi::Reply reply = bench.send(synchronize_at_once);
  EXPECT_EQ(reply.busy_for, 0ns);
  EXPECT_EQ(reply.durable_after, std::nullopt);
  EXPECT_EQ(bench.outcome("00 00 00 00 00 00"), "2/04/07");
  EXPECT_EQ(bench.outcome("5C 00 00 00 00 00 00 00 0C 00"), "GOOD");
  bench.wait(117ms);
  EXPECT_EQ(bench.send("00 00 00 00 00 00").durable_after, scsi::FlushEpoch{1});
}

TEST(SynchronizeCache, error_of_the_medium_is_the_answer) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().refusal = scsi::sense::write_error;
  EXPECT_EQ(bench.outcome(synchronize), "3/0C/00");
}

}  // namespace
}  // namespace emulator::mmc
