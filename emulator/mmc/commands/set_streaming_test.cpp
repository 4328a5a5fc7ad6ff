#include "emulator/mmc/commands/set_streaming.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view set_streaming = "B6 00 00 00 00 00 00 00 00 00 1C 00";

TestDrive dvd_plus_r() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_plus_r);
  bench.disc().stated_identity.write_speeds_kbytes_per_second = {11080, 5540};
  return bench;
}

// A descriptor with these flags, these kilobytes and the time of one second.
std::string descriptor(const std::string& flags, const std::string& read, const std::string& write) {
  return flags + " 00 00 00 00 00 00 00 FF FF FF FF " + read + " 00 00 03 E8 " + write + " 00 00 03 E8";
}

// Checklist 83, 86.
TEST(SetStreaming, listed_speed_is_read_back_in_performance_and_capabilities) {
  TestDrive bench = dvd_plus_r();
  ASSERT_EQ(bench.outcome(set_streaming, descriptor("00", "00 00 2B 48", "00 00 15 A4")), "GOOD");
  EXPECT_EQ(bench.data("AC 14 00 00 00 00 00 00 00 01 00 00").substr(12 * 3, 11), "00 00 15 A4");
  EXPECT_EQ(bench.data("AC 10 00 00 00 00 00 00 00 01 00 00").substr(12 * 3, 11), "00 00 2B 48");
  EXPECT_EQ(bench.data("5A 00 2A 00 00 00 00 01 00 00").substr((8 + 28) * 3, 5), "15 A4");
}

TEST(SetStreaming, speed_between_two_is_rounded_down) {
  TestDrive bench = dvd_plus_r();
  ASSERT_EQ(bench.outcome(set_streaming, descriptor("00", "00 00 2B 47", "00 00 2B 47")), "GOOD");
  EXPECT_EQ(bench.drive.write_speed(), 5540U);
  EXPECT_EQ(bench.drive.read_speed(), 8310U);
}

TEST(SetStreaming, more_than_the_maximum_is_the_maximum) {
  TestDrive bench = dvd_plus_r();
  ASSERT_EQ(bench.outcome(set_streaming, descriptor("00", "10 00 00 00", "10 00 00 00")), "GOOD");
  EXPECT_EQ(bench.drive.write_speed(), 11080U);
  EXPECT_EQ(bench.drive.read_speed(), 22160U);
}

TEST(SetStreaming, exact_speed_that_is_not_offered_is_refused) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.pointed(set_streaming, descriptor("02", "00 00 2B 47", "00 00 15 A4")), "list 12");
  EXPECT_EQ(bench.pointed(set_streaming, descriptor("02", "00 00 2B 48", "00 00 15 A3")), "list 20");
  EXPECT_EQ(bench.outcome(set_streaming, descriptor("02", "00 00 2B 48", "00 00 15 A4")), "GOOD");
}

TEST(SetStreaming, time_0_is_refused) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.pointed(set_streaming,
                          "00 00 00 00 00 00 00 00 00 00 00 00 00 00 2B 48 00 00 00 00 00 00 2B 48 00 00 03 E8"),
            "list 16");
  EXPECT_EQ(bench.pointed(set_streaming,
                          "00 00 00 00 00 00 00 00 00 00 00 00 00 00 2B 48 00 00 03 E8 00 00 2B 48 00 00 00 00"),
            "list 24");
}

TEST(SetStreaming, restoring_defaults_is_the_maximum_again) {
  TestDrive bench = dvd_plus_r();
  ASSERT_EQ(bench.outcome(set_streaming, descriptor("00", "00 00 15 A4", "00 00 15 A4")), "GOOD");
  ASSERT_EQ(bench.outcome(set_streaming, descriptor("04", "00 00 00 00", "00 00 00 00")), "GOOD");
  EXPECT_EQ(bench.drive.write_speed(), 11080U);
}

TEST(SetStreaming, pressed_disc_has_only_a_read_speed_to_set) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_rom);
  ASSERT_EQ(bench.outcome(set_streaming, descriptor("02", "00 00 2B 48", "00 00 2B 48")), "GOOD");
  EXPECT_EQ(bench.drive.read_speed(), 11080U);
  EXPECT_EQ(bench.drive.write_speed(), 0U);
}

TEST(SetStreaming, speeds_last_until_the_disc_leaves) {
  TestDrive bench = dvd_plus_r();
  ASSERT_EQ(bench.outcome(set_streaming, descriptor("00", "00 00 15 A4", "00 00 15 A4")), "GOOD");
  ASSERT_EQ(bench.outcome("1B 00 00 00 02 00"), "GOOD");
  ASSERT_EQ(bench.outcome("1B 00 00 00 03 00"), "GOOD");
  bench.wait(std::chrono::minutes(1));
  ASSERT_EQ(bench.outcome("00 00 00 00 00 00"), "6/28/00");
  EXPECT_EQ(bench.drive.write_speed(), 11080U);
}

// Checklist 84.
TEST(SetStreaming, wrong_length_is_a_length_error) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.outcome("B6 00 00 00 00 00 00 00 00 00 1B 00", descriptor("00", "00 00 15 A4", "00 00 15 A4")),
            "5/1A/00");
  EXPECT_EQ(bench.outcome(set_streaming, "00 00 00 00"), "5/1A/00");
}

TEST(SetStreaming, other_types_are_refused) {
  TestDrive bench = dvd_plus_r();
  EXPECT_EQ(bench.pointed("B6 00 00 00 00 00 00 00 05 00 1C 00", descriptor("00", "00 00 15 A4", "00 00 15 A4")),
            "cdb 8");
}

}  // namespace
}  // namespace emulator::mmc
