#include "emulator/mmc/commands/mode_sense.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view header_of_05 = "00 3A 00 00 00 00 00 00 ";

// A page as MODE SENSE (10) returns it behind the header.
std::string page(TestDrive& bench, std::string_view control_and_code) {
  return bench.data("5A 00 " + std::string(control_and_code) + " 00 00 00 00 01 00 00").substr(8 * 3);
}

// Checklist 30.
TEST(ModeSense, ten_has_a_header_of_eight_bytes_and_no_block_descriptor) {
  TestDrive bench;
  EXPECT_EQ(bench.data("5A 00 05 00 00 00 00 00 0C 00"), std::string(header_of_05) + "05 32 41 04");
  EXPECT_EQ(bench.data("5A 08 05 00 00 00 00 00 0C 00"), std::string(header_of_05) + "05 32 41 04");
}

TEST(ModeSense, six_has_a_header_of_four_bytes) {
  TestDrive bench;
  EXPECT_EQ(bench.data("1A 00 05 00 06 00"), "37 00 00 00 05 32");
}

// Checklist 33.
TEST(ModeSense, length_is_the_full_one_for_every_allocation) {
  TestDrive bench;
  EXPECT_EQ(bench.data("5A 00 05 00 00 00 00 00 02 00"), "00 3A");
  EXPECT_EQ(scsi::size_of(bench.send("5A 00 05 00 00 00 00 00 1E 00").segments), 30U);
  EXPECT_EQ(scsi::size_of(bench.send("5A 00 05 00 00 00 00 00 FF 00").segments), 60U);
}

TEST(ModeSense, defaults_of_every_page) {
  TestDrive bench;
  EXPECT_EQ(page(bench, "81"), "01 0A C0 20 00 00 00 00 20 00 00 00");
  EXPECT_EQ(page(bench, "85"),
            "05 32 41 04 08 00 00 00 00 00 00 00 00 00 00 96 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
            "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(page(bench, "88"), "08 0A 04 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(page(bench, "9A"), "1A 0A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(page(bench, "9D"), "1D 08 00 00 00 00 00 1E 00 78");
}

// Checklist 31.
TEST(ModeSense, changeable_masks_have_zeros_where_nothing_can_change) {
  TestDrive bench;
  EXPECT_EQ(page(bench, "41"), "01 0A F7 FF 00 00 00 03 FF 00 FF FF");
  EXPECT_EQ(page(bench, "45"),
            "05 32 7F FF 0F FF 00 3F FF 00 FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF "
            "FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF FF");
  EXPECT_EQ(page(bench, "48"), "08 0A 05 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(page(bench, "5A"), "1A 0A 00 03 FF FF FF FF FF FF FF FF");
  EXPECT_EQ(page(bench, "5D"), "1D 08 00 00 04 00 FF FF FF FF");
  EXPECT_EQ(page(bench, "6A").substr(0, 5), "2A 36");
  EXPECT_EQ(page(bench, "6A").substr(5).find_first_not_of("0 "), std::string::npos);
}

// Checklist 32.
TEST(ModeSense, all_pages_come_in_ascending_order) {
  TestDrive bench;
  const base::ByteBuffer reply = scsi::gather(bench.send("5A 00 3F 00 00 00 00 01 00 00").segments);
  std::vector<int> codes;
  for (std::size_t at = 8; at < reply.size(); at += 2U + reply[at + 1]) codes.push_back(reply[at] & 0x3F);
  EXPECT_EQ(codes, (std::vector<int>{0x01, 0x05, 0x08, 0x0A, 0x1A, 0x1D, 0x2A}));
  EXPECT_EQ(bench.data("5A 00 3F FF 00 00 00 01 00 00"), base::format_hex(reply));
}

// iscsi-test-cu, ModeSense6, Control: SPC-4 has the page for every device type.
TEST(ModeSense, control_page_is_there_and_says_nothing) {
  TestDrive bench;
  EXPECT_EQ(page(bench, "0A"), "0A 0A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(page(bench, "4A"), "0A 0A 04 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(bench.data("1A 00 0A 00 FF 00"), "0F 00 00 00 0A 0A 00 00 00 00 00 00 00 00 00 00");
}

TEST(ModeSense, what_is_not_there_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("5A 00 C5 00 00 00 00 00 FF 00"), "5/39/00");
  EXPECT_EQ(bench.pointed("5A 00 2C 00 00 00 00 00 FF 00"), "cdb 2.5");
  EXPECT_EQ(bench.pointed("5A 00 05 01 00 00 00 00 FF 00"), "cdb 3");
  EXPECT_EQ(bench.pointed("5A 00 3F 01 00 00 00 00 FF 00"), "cdb 3");
}

TEST(ModeSense, drive_that_writes_nothing_has_no_write_parameters) {
  drive::DriveProfile profile = profile_of("generic-cd");
  profile.profiles = {media::ProfileNumber::cd_rom};
  TestDrive bench({}, profile);
  EXPECT_EQ(bench.outcome("5A 00 05 00 00 00 00 00 FF 00"), "5/24/00");
}

// Checklist 28.
TEST(CapabilitiesPage, blank_bd_r_lists_the_speeds_that_fit_in_the_page) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().stated_identity.write_speeds_kbytes_per_second = {26976, 17984};
  EXPECT_EQ(page(bench, "2A"),
            "2A 26 3B 37 D0 00 29 00 D2 C0 00 00 10 00 D2 C0 00 00 69 60 69 60 00 01 00 00 00 00 69 60 00 02 "
            "00 00 69 60 00 00 46 40");
}

TEST(CapabilitiesPage, disc_that_is_only_read_has_no_write_speed) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(page(bench, "2A"),
            "2A 1E 3B 37 D0 00 29 00 21 13 00 00 10 00 21 13 00 00 00 00 00 00 00 01 00 00 00 00 00 00 00 00");
}

TEST(CapabilitiesPage, lock_state_follows_prevention) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  ASSERT_EQ(bench.outcome("1E 00 00 00 01 00"), "GOOD");
  EXPECT_EQ(page(bench, "2A").substr(6 * 3, 2), "2B");
}

}  // namespace
}  // namespace emulator::mmc
