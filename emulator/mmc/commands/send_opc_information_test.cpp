#include "emulator/mmc/commands/send_opc_information.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view calibrate = "54 01 00 00 00 00 00 00 00 00";

// Checklist 126.
TEST(SendOpcInformation, calibration_takes_its_time) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  EXPECT_EQ(bench.send(calibrate).busy_for, 2s);
}

TEST(SendOpcInformation, values_of_the_host_are_taken) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  EXPECT_EQ(bench.outcome("54 00 00 00 00 00 00 00 08 00", "05 83 01 23 45 67 89 AB"), "GOOD");
  EXPECT_EQ(bench.outcome("54 00 00 00 00 00 00 00 00 00"), "GOOD");
}

TEST(SendOpcInformation, list_of_another_length_is_a_length_error) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  EXPECT_EQ(bench.outcome("54 00 00 00 00 00 00 00 07 00", "05 83 01 23 45 67 89"), "5/1A/00");
  EXPECT_EQ(bench.outcome("54 00 00 00 00 00 00 00 08 00", "05 83 01 23"), "5/1A/00");
}

TEST(SendOpcInformation, disc_on_which_nothing_can_be_written_is_refused) {
  TestDrive pressed = TestDrive::with(media::ProfileNumber::bd_rom);
  EXPECT_EQ(pressed.outcome(calibrate), "5/30/05");
  TestDrive complete = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  complete.disc().stated_layout.status = media::DiscStatus::complete;
  EXPECT_EQ(complete.outcome(calibrate), "5/30/05");
}

}  // namespace
}  // namespace emulator::mmc
