#include "emulator/mmc/commands/reserve_track.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

TEST(ReserveTrack, size_reaches_the_medium) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_plus_r);
  EXPECT_EQ(bench.outcome("53 00 00 00 00 00 01 02 04 00"), "GOOD");
  EXPECT_EQ(bench.disc().reserved, base::BlockCount{0x010204});
}

TEST(ReserveTrack, refusal_of_the_medium_is_the_answer) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().refusal = scsi::sense::no_more_track_reservations_allowed;
  EXPECT_EQ(bench.outcome("53 00 00 00 00 00 01 02 04 00"), "5/72/05");
}

TEST(ReserveTrack, reservation_by_address_and_of_zones_is_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_plus_r);
  EXPECT_EQ(bench.pointed("53 01 00 00 00 00 01 02 04 00"), "cdb 1.0");
  EXPECT_EQ(bench.pointed("53 02 00 00 00 00 01 02 04 00"), "cdb 1.1");
}

TEST(ReserveTrack, pressed_disc_is_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  EXPECT_EQ(bench.outcome("53 00 00 00 00 00 00 00 10 00"), "5/30/05");
}

}  // namespace
}  // namespace emulator::mmc
