#include "emulator/mmc/commands/send_cue_sheet.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view lead_in_and_track =
    "41 00 00 14 00 00 00 00 "
    "52 63 01 D0 80 4A 3B 49";
constexpr std::string_view send_sixteen = "5D 00 00 00 00 00 00 00 10 00";

TestDrive at_once() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  drive::ModeParameters parameters;
  parameters.write.write_type = 2;
  bench.drive.set_mode_parameters(parameters);
  return bench;
}

TEST(SendCueSheet, every_byte_of_a_row_reaches_the_medium) {
  TestDrive bench = at_once();
  ASSERT_EQ(bench.outcome(send_sixteen, lead_in_and_track), "GOOD");
  ASSERT_EQ(bench.disc().cue_sheet.size(), 2U);
  const media::CueEntry& row = bench.disc().cue_sheet[1];
  EXPECT_EQ(row.control_adr, 0x52);
  EXPECT_EQ(row.track_number, 0x63);
  EXPECT_EQ(row.index, 0x01);
  EXPECT_EQ(row.data_form, 0xD0);
  EXPECT_EQ(row.serial_copy_management, 0x80);
  EXPECT_EQ(row.minute, 0x4A);
  EXPECT_EQ(row.second, 0x3B);
  EXPECT_EQ(row.frame, 0x49);
}

// Checklist 99.
TEST(SendCueSheet, before_the_mode_page_of_session_at_once_is_a_sequence_error) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  EXPECT_EQ(bench.outcome(send_sixteen, lead_in_and_track), "5/2C/00");
}

TEST(SendCueSheet, sizes_that_hold_no_whole_rows_are_refused) {
  TestDrive bench = at_once();
  EXPECT_EQ(bench.outcome("5D 00 00 00 00 00 00 00 0F 00", lead_in_and_track), "5/24/00");
  EXPECT_EQ(bench.outcome("5D 00 00 00 00 00 00 00 00 00", lead_in_and_track), "5/24/00");
  EXPECT_EQ(bench.outcome("5D 00 00 00 00 00 00 00 18 00", lead_in_and_track), "5/24/00");
  EXPECT_EQ(bench.outcome("5D 00 00 00 00 00 00 0C C8 00", base::ByteBuffer(0x0CC8)), "5/24/00");
}

TEST(SendCueSheet, longest_sheet_is_taken) {
  TestDrive bench = at_once();
  EXPECT_EQ(bench.outcome("5D 00 00 00 00 00 00 0C C0 00", base::ByteBuffer(0x0CC0)), "GOOD");
  EXPECT_EQ(bench.disc().cue_sheet.size(), 408U);
}

TEST(SendCueSheet, refusal_of_the_medium_is_the_answer) {
  TestDrive bench = at_once();
  bench.disc().refusal = scsi::invalid_parameter_field(8);
  EXPECT_EQ(bench.pointed(send_sixteen, lead_in_and_track), "list 8");
}

TEST(SendCueSheet, other_discs_are_refused) {
  for (const auto number : {media::ProfileNumber::cd_rom, media::ProfileNumber::dvd_plus_r}) {
    TestDrive bench = TestDrive::with(number);
    EXPECT_EQ(bench.outcome(send_sixteen, lead_in_and_track), "5/30/05");
  }
}

}  // namespace
}  // namespace emulator::mmc
