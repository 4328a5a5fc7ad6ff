#include "emulator/mmc/commands/request_sense.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view request_sense = "03 00 00 00 12 00";
constexpr std::string_view no_sense = "70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00";

TEST(RequestSense, ready_drive_has_no_sense) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(bench.data(request_sense), no_sense);
}

// Checklist 12.
TEST(RequestSense, attention_is_returned_as_data_and_consumed) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  bench.drive.nexus_began(other_host);
  EXPECT_EQ(bench.data(request_sense, other_host), "70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00");
  EXPECT_EQ(bench.data(request_sense, other_host), no_sense);
  EXPECT_EQ(bench.outcome("00 00 00 00 00 00", {}, other_host), "GOOD");
}

// Checklist 13.
TEST(RequestSense, error_that_was_told_with_its_command_is_not_told_again) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  ASSERT_EQ(bench.outcome("28 00 00 01 00 00 00 00 01 00"), "5/21/00");
  EXPECT_EQ(bench.data(request_sense), no_sense);
}

TEST(RequestSense, missing_medium_is_the_current_condition) {
  TestDrive bench;
  EXPECT_EQ(bench.data(request_sense), "70 00 02 00 00 00 00 0A 00 00 00 00 3A 01 00 00 00 00");
}

// Checklist 15.
TEST(RequestSense, half_of_a_close_is_progress_8000h) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.drive.begin_background({.kind = drive::BackgroundKind::close, .start = bench.now, .length = 10s});
  bench.wait(5s);
  EXPECT_EQ(bench.data(request_sense), "70 00 02 00 00 00 00 0A 00 00 00 00 04 07 00 80 80 00");
}

// Checklist 14.
TEST(RequestSense, descriptor_format_when_asked_for) {
  TestDrive bench;
  EXPECT_EQ(bench.data("03 01 00 00 12 00"), "72 02 3A 01 00 00 00 00");
}

TEST(RequestSense, absent_logical_unit_is_said_in_the_data) {
  TestDrive bench;
  bench.lun = 0x0002'0000'0000'0000U;
  EXPECT_EQ(bench.data(request_sense), "70 00 05 00 00 00 00 0A 00 00 00 00 25 00 00 00 00 00");
}

}  // namespace
}  // namespace emulator::mmc
