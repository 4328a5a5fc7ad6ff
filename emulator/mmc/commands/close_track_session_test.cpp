#include "emulator/mmc/commands/close_track_session.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

TEST(CloseTrackSession, function_and_track_reach_the_medium) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  ASSERT_EQ(bench.outcome("5B 00 01 00 01 02 00 00 00 00"), "GOOD");
  ASSERT_EQ(bench.disc().closes.size(), 1U);
  EXPECT_EQ(bench.disc().closes[0].function, 1);
  EXPECT_EQ(bench.disc().closes[0].track_number, 0x0102);
}

TEST(CloseTrackSession, takes_the_time_of_its_function) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.send("5B 00 01 00 00 01 00 00 00 00").busy_for, 5s);
  EXPECT_EQ(bench.send("5B 00 02 00 00 00 00 00 00 00").busy_for, 10s);
  EXPECT_EQ(bench.send("5B 00 06 00 00 00 00 00 00 00").busy_for, 30s);
}

TEST(CloseTrackSession, waits_for_the_disk) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.send("5B 00 02 00 00 00 00 00 00 00").durable_after, scsi::FlushEpoch{1});
}

// Checklist 120.
TEST(CloseTrackSession, immediate_is_busy_with_progress_until_it_is_done) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.send("5B 01 02 00 00 00 00 00 00 00").busy_for, 0ns);
  bench.wait(5s);
  const scsi::Reply half = bench.send("00 00 00 00 00 00");
  EXPECT_EQ(TestDrive::sense_text(half), "2/04/07");
  EXPECT_EQ(half.sense->progress, scsi::Progress{32768});
  EXPECT_EQ(bench.outcome("51 00 00 00 00 00 00 00 22 00"), "2/04/07");
  bench.wait(5s);
  EXPECT_EQ(bench.send("00 00 00 00 00 00").durable_after, scsi::FlushEpoch{1});
}

TEST(CloseTrackSession, refusal_of_the_medium_is_the_answer_and_nothing_runs) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().refusal = scsi::invalid_cdb_field(2, 2);
  EXPECT_EQ(bench.outcome("5B 01 07 00 00 00 00 00 00 00"), "5/24/00");
  EXPECT_EQ(bench.outcome("00 00 00 00 00 00"), "GOOD");
}

TEST(CloseTrackSession, pressed_disc_is_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(bench.outcome("5B 00 02 00 00 00 00 00 00 00"), "5/30/05");
}

}  // namespace
}  // namespace emulator::mmc
