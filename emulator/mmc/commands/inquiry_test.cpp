#include "emulator/mmc/commands/inquiry.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

// Checklist 1.
TEST(Inquiry, standard_data_names_the_drive_and_its_standards) {
  TestDrive bench;
  EXPECT_EQ(bench.data("12 00 00 00 60 00"),
            "05 80 06 02 5B 00 00 02 42 55 52 4E 42 4E 43 48 "
            "42 44 20 57 52 49 54 45 52 20 20 20 20 20 20 20 "
            "30 2E 31 30 00 00 00 00 00 00 00 00 00 00 00 00 "
            "00 00 00 00 00 00 00 00 00 00 00 A0 09 60 04 60 "
            "04 E0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 "
            "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

TEST(Inquiry, allocation_length_has_sixteen_bits) {
  TestDrive bench;
  EXPECT_EQ(scsi::size_of(bench.send("12 00 00 01 00 00").segments), 96U);
}

// Checklist 11.
TEST(Inquiry, neither_tells_nor_consumes_an_attention) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  bench.drive.nexus_began(other_host);
  EXPECT_EQ(bench.outcome("12 00 00 00 24 00", {}, other_host), "GOOD");
  EXPECT_EQ(bench.outcome("00 00 00 00 00 00", {}, other_host), "6/29/00");
}

// Checklist 2.
TEST(Inquiry, page_without_evpd_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("12 00 80 00 24 00"), "5/24/00");
  EXPECT_EQ(bench.pointed("12 00 80 00 24 00"), "cdb 2");
}

TEST(Inquiry, absent_logical_unit_has_qualifier_3_and_no_type) {
  TestDrive bench;
  bench.lun = 0x0001'0000'0000'0000U;
  EXPECT_EQ(bench.data("12 00 00 00 08 00"), "7F 00 06 02 5B 00 00 00");
}

TEST(Inquiry, supported_pages_are_the_three_that_work) {
  TestDrive bench;
  EXPECT_EQ(bench.data("12 01 00 00 FF 00"), "05 00 00 03 00 80 83");
}

// Checklist 3.
TEST(Inquiry, every_listed_page_can_be_read_and_every_other_is_refused) {
  TestDrive bench;
  for (int page = 0; page < 256; ++page) {
    const base::ByteBuffer code{static_cast<std::uint8_t>(page)};
    const bool listed = page == 0x00 || page == 0x80 || page == 0x83;
    EXPECT_EQ(bench.outcome("12 01 " + base::format_hex(code) + " 00 FF 00"), listed ? "GOOD" : "5/24/00") << page;
  }
}

TEST(Inquiry, serial_number_page_is_the_profile_s) {
  TestDrive bench;
  EXPECT_EQ(bench.data("12 01 80 00 FF 00"), "05 80 00 0C 42 42 32 36 31 31 30 30 30 30 30 31");
}

// Checklist 4.
TEST(Inquiry, serial_number_can_be_given_for_each_drive) {
  TestDrive bench({.serial_number = "X1"});
  EXPECT_EQ(bench.data("12 01 80 00 FF 00"), "05 80 00 02 58 31");
}

// Checklist 5.
TEST(Inquiry, designators_without_a_target_name_are_vendor_id_and_port) {
  TestDrive bench({.serial_number = "X1"});
  EXPECT_EQ(bench.data("12 01 83 00 FF 00"),
            "05 83 00 16 02 01 00 0A 42 55 52 4E 42 4E 43 48 58 31 51 94 00 04 00 00 00 01");
}

TEST(Inquiry, designators_with_a_target_name_add_three_name_strings) {
  TestDrive bench({.target_name = "iqn.x", .serial_number = "X1"});
  EXPECT_EQ(bench.data("12 01 83 00 FF 00"),
            "05 83 00 56 02 01 00 0A 42 55 52 4E 42 4E 43 48 58 31 51 94 00 04 00 00 00 01 "
            "03 08 00 1C 69 71 6E 2E 78 2C 4C 2C 30 78 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 00 00 "
            "53 98 00 10 69 71 6E 2E 78 2C 74 2C 30 78 30 30 30 31 00 00 "
            "53 A8 00 08 69 71 6E 2E 78 00 00 00");
}

}  // namespace
}  // namespace emulator::mmc
