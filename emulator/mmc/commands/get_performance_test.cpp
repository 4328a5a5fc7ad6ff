#include "emulator/mmc/commands/get_performance.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using media::ProfileNumber;

TestDrive dvd_plus_r() {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_plus_r);
  bench.disc().stated_identity.capacity = base::BlockCount{0x230540};
  bench.disc().stated_identity.write_speeds_kbytes_per_second = {11080, 5540};
  return bench;
}

TEST(WriteSpeeds, fastest_first_with_the_end_of_the_disc) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.data("AC 00 00 00 00 00 00 00 00 02 03 00"),
            "00 00 00 24 00 00 00 00 "
            "00 00 00 00 00 23 05 3F 00 00 56 90 00 00 2B 48 "
            "00 00 00 00 00 23 05 3F 00 00 56 90 00 00 15 A4");
}

// A BD-R formatted to 12,088,320 blocks (B87400h) in a real writer (LG WH16NS40).
TEST(WriteSpeeds, end_where_a_formatted_disc_does) {
  TestDrive bench = TestDrive::with(ProfileNumber::bd_r_sequential);
  bench.disc().stated_identity.capacity = base::BlockCount{12'219'392};
  bench.disc().stated_layout.formatted_capacity = base::BlockCount{12'088'320};
  EXPECT_EQ(bench.data("AC 00 00 00 00 00 00 00 00 01 03 00").substr(12 * 3, 11), "00 B8 73 FF");
}

// Checklist 81.
TEST(WriteSpeeds, length_is_the_full_one_for_every_room) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.data("AC 00 00 00 00 00 00 00 00 00 03 00"), "00 00 00 24 00 00 00 00");
  EXPECT_EQ(bench.data("AC 00 00 00 00 00 00 00 00 01 03 00"),
            "00 00 00 24 00 00 00 00 00 00 00 00 00 23 05 3F 00 00 56 90 00 00 2B 48");
  EXPECT_EQ(scsi::size_of(bench.send("AC 00 00 00 00 00 00 00 FF FF 03 00").segments), 40U);
}

TEST(WriteSpeeds, speeds_beyond_the_drive_are_left_out) {
  TestDrive bench = dvd_plus_r();
  bench.disc().stated_identity.write_speeds_kbytes_per_second = {33240, 22160, 3324};
  EXPECT_EQ(bench.drive.write_speeds(), (std::vector<std::uint32_t>{22160, 3324}));
}

TEST(WriteSpeeds, disc_without_speeds_of_its_own_has_the_drive_s_slowest) {
  TestDrive bench = dvd_plus_r();
  bench.disc().stated_identity.write_speeds_kbytes_per_second = {};
  EXPECT_EQ(bench.drive.write_speeds(), (std::vector<std::uint32_t>{3324}));
}

TEST(WriteSpeeds, pressed_disc_has_one_entry_without_speed) {
  TestDrive bench = TestDrive::with(ProfileNumber::bd_rom);
  bench.disc().stated_last_readable = base::Lba{99};
  EXPECT_EQ(bench.data("AC 00 00 00 00 00 00 00 00 10 03 00"),
            "00 00 00 14 00 00 00 00 00 00 00 00 00 00 00 63 00 00 D2 C0 00 00 00 00");
}

TEST(NominalPerformance, is_flat_at_the_current_speed) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.data("AC 10 00 00 00 00 00 00 00 01 00 00"),
            "00 00 00 14 00 00 00 00 00 00 00 00 00 00 56 90 00 23 05 3F 00 00 56 90");
  EXPECT_EQ(bench.data("AC 14 00 00 00 00 00 00 00 01 00 00"),
            "00 00 00 14 02 00 00 00 00 00 00 00 00 00 2B 48 00 23 05 3F 00 00 2B 48");
}

// Checklist 82.
TEST(NominalPerformance, tolerance_may_be_missing) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.data("AC 04 00 00 00 00 00 00 00 01 00 00"), bench.data("AC 14 00 00 00 00 00 00 00 01 00 00"));
}

TEST(NominalPerformance, there_are_no_exceptions) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.data("AC 11 00 00 00 00 00 00 00 01 00 00"), "00 00 00 04 01 00 00 00");
  EXPECT_EQ(bench.pointed("AC 13 00 00 00 00 00 00 00 01 00 00"), "cdb 1.1");
}

TEST(NominalPerformance, of_writing_a_pressed_disc_is_refused) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_rom);
  EXPECT_EQ(bench.pointed("AC 14 00 00 00 00 00 00 00 01 00 00"), "cdb 1.2");
}

TEST(GetPerformance, other_types_are_refused) {
  TestDrive bench = dvd_plus_r();
  for (const std::string type : {"01", "02", "04", "05", "FF"}) {
    EXPECT_EQ(bench.pointed("AC 00 00 00 00 00 00 00 00 01 " + type + " 00"), "cdb 10");
  }
}

TEST(GetPerformance, without_a_medium_is_not_ready) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("AC 00 00 00 00 00 00 00 00 00 03 00"), "2/3A/01");
}

}  // namespace
}  // namespace emulator::mmc
