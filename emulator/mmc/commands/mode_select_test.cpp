#include "emulator/mmc/commands/mode_select.h"

#include <set>

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

const std::string header_10 = "00 00 00 00 00 00 00 00 ";

// The write parameters page with these four bytes behind its header and the usual rest.
std::string write_page(const std::string& four) {
  std::string page = "05 32 " + four + " 00 00 00 00 00 00 00 00 00 96";
  for (int i = 0; i < 36; ++i) page += " 00";
  return page;
}

std::string select(TestDrive& bench, const std::string& pages) {
  const std::string list = header_10 + pages;
  const auto bytes = base::parse_hex(list);
  const base::ByteBuffer cdb{0x55, 0x10, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(bytes->size()), 0};
  return bench.outcome(base::format_hex(cdb), list);
}

std::string current(TestDrive& bench, const std::string& code) {
  return bench.data("5A 00 " + code + " 00 00 00 00 01 00 00").substr(8 * 3);
}

// Checklist 35.
TEST(ModeSelect, what_was_set_is_read_back_unchanged) {
  TestDrive bench;
  const std::string page =
      "05 32 62 C4 08 07 00 15 20 00 00 00 00 10 00 4B 80 34 30 30 36 33 38 31 33 33 33 39 33 31 00 47 "
      "80 44 45 41 42 43 32 36 34 31 32 33 34 00 58 00 61 62 64 68";
  ASSERT_EQ(select(bench, page), "GOOD");
  EXPECT_EQ(current(bench, "05"), page);
}

TEST(ModeSelect, saved_flag_of_a_page_is_ignored) {
  TestDrive bench;
  ASSERT_EQ(select(bench, "88 0A 01 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(current(bench, "08"), "08 0A 01 00 00 00 00 00 00 00 00 00");
}

TEST(ModeSelect, every_changeable_page_is_read_back) {
  for (const std::string page : {"01 0A F7 11 00 00 00 03 22 00 33 44", "08 0A 05 00 00 00 00 00 00 00 00 00",
                                 "1A 0A 00 03 12 34 56 78 9A BC DE F0", "1D 08 00 00 04 00 12 34 56 78"}) {
    TestDrive bench;
    ASSERT_EQ(select(bench, page), "GOOD") << page;
    EXPECT_EQ(current(bench, page.substr(0, 2)), page);
  }
}

TEST(ModeSelect, pairs_of_write_type_and_block_type_that_are_not_offered_are_refused) {
  const std::set<std::pair<int, int>> offered{{1, 8}, {1, 10}, {2, 0}, {2, 8}};
  for (int write_type = 0; write_type < 16; ++write_type) {
    for (int block_type = 0; block_type < 16; ++block_type) {
      TestDrive bench;
      const base::ByteBuffer four{static_cast<std::uint8_t>(0x40 | write_type), 0xC4,
                                  static_cast<std::uint8_t>(block_type), 0};
      const bool accepted = offered.contains({write_type, block_type});
      EXPECT_EQ(select(bench, write_page(base::format_hex(four))), accepted ? "GOOD" : "5/26/00")
          << write_type << " with " << block_type;
    }
  }
}

// Checklist 34.
TEST(ModeSelect, refused_pair_changes_nothing) {
  TestDrive bench;
  const std::string before = current(bench, "05");
  ASSERT_EQ(select(bench, "08 0A 01 00 00 00 00 00 00 00 00 00 " + write_page("43 C4 08 00")), "5/26/00");
  EXPECT_EQ(current(bench, "05"), before);
  EXPECT_EQ(current(bench, "08"), "08 0A 04 00 00 00 00 00 00 00 00 00");
}

TEST(ModeSelect, growisofs_on_dvd_plus_r_and_bd_r_is_content) {
  for (const auto number : {media::ProfileNumber::dvd_plus_r, media::ProfileNumber::bd_r_sequential}) {
    TestDrive bench = TestDrive::with(number);
    EXPECT_EQ(select(bench, write_page("00 C5 08 00")), "GOOD");
    EXPECT_EQ(select(bench, write_page("02 05 08 00")), "GOOD");
    EXPECT_EQ(select(bench, write_page("01 C4 08 00")), "GOOD");
    EXPECT_EQ(select(bench, write_page("03 C4 01 00")), "5/26/00");
  }
}

// What growisofs and libburn send: link size and packets of an ECC block, or none; MMC-6, Write Parameters mode page.
TEST(ModeSelect, dvd_minus_r_is_written_incrementally_or_at_once) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_minus_r_sequential);
  const auto with_sizes = [](const std::string& four, const std::string& link, const std::string& packet) {
    std::string page = write_page(four);
    page.replace(5 * 3, 2, link);
    page.replace(13 * 3, 2, packet);
    return page;
  };
  EXPECT_EQ(select(bench, with_sizes("60 E5 08 10", "10", "10")), "GOOD");
  EXPECT_EQ(select(bench, with_sizes("40 C4 08 00", "00", "00")), "GOOD");
  EXPECT_EQ(select(bench, with_sizes("42 04 08 00", "00", "00")), "GOOD");
  EXPECT_EQ(select(bench, with_sizes("40 E5 08 00", "00", "00")), "GOOD");
  EXPECT_EQ(select(bench, with_sizes("60 E5 08 07", "07", "10")), "5/26/00");
  EXPECT_EQ(select(bench, with_sizes("60 E5 08 10", "10", "20")), "5/26/00");
  EXPECT_EQ(select(bench, with_sizes("40 C5 0A 00", "00", "00")), "5/26/00") << "blocks have 2048 bytes";
}

TEST(ModeSelect, test_write_is_offered_with_a_dvd_minus_r_in) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::dvd_minus_r_sequential);
  EXPECT_EQ(select(bench, write_page("52 04 08 00")), "GOOD");
  EXPECT_EQ(select(bench, write_page("50 C5 08 00")), "GOOD");
  TestDrive plus = TestDrive::with(media::ProfileNumber::dvd_plus_r);
  EXPECT_EQ(select(plus, write_page("52 04 08 00")), "5/26/02");
}

TEST(ModeSelect, packet_writing_is_refused_with_a_cd_in) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_r);
  EXPECT_EQ(select(bench, write_page("00 C5 08 00")), "5/26/00");
}

TEST(ModeSelect, fixed_packets_of_another_size_than_32_are_refused) {
  drive::DriveProfile profile = profile_of("generic-cd");
  profile.cd_recording.packet = {8};
  TestDrive bench({}, profile);
  std::string page = write_page("00 E5 08 00");
  EXPECT_EQ(select(bench, page), "5/26/00");
  page.replace(13 * 3, 2, "20");
  EXPECT_EQ(select(bench, page), "GOOD");
}

TEST(ModeSelect, values_that_no_page_may_hold_are_refused) {
  TestDrive bench;
  EXPECT_EQ(select(bench, write_page("41 84 08 00")), "5/26/02");
  EXPECT_EQ(select(bench, write_page("51 C4 08 00")), "5/26/02");
}

TEST(ModeSelect, refusals_point_into_the_list) {
  TestDrive bench;
  const auto where = [&](const std::string& pages) {
    const auto bytes = base::parse_hex(header_10 + pages);
    const base::ByteBuffer cdb{0x55, 0x10, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(bytes->size()), 0};
    return bench.pointed(base::format_hex(cdb), *bytes);
  };
  EXPECT_EQ(where(write_page("43 C4 08 00")), "list 10.3");
  EXPECT_EQ(where(write_page("41 C4 09 00")), "list 12.3");
  EXPECT_EQ(where(write_page("51 C4 08 00")), "list 10.4");
  EXPECT_EQ(where("0B 0A 00 00 00 00 00 00 00 00 00 00"), "list 8.5");
  EXPECT_EQ(where("0A 0A 00 00 08 00 00 00 00 00 00 00"), "list 12") << "SWP belongs to disks";
  EXPECT_EQ(where("08 09 00 00 00 00 00 00 00 00 00"), "list 9");
  EXPECT_EQ(where("08 0A 84 00 00 00 00 00 00 00 00 00"), "list 10");
  EXPECT_EQ(where("08 0A 04 00 00 00 00 00 00 00 00 01"), "list 19");
}

TEST(ModeSelect, page_that_nobody_may_change_is_taken_as_it_is_and_refused_otherwise) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  std::string page = current(bench, "2A");
  EXPECT_EQ(select(bench, page), "GOOD");
  page.replace(2 * 3, 2, "00");
  EXPECT_EQ(select(bench, page), "5/26/00");
}

// Checklist 36.
TEST(ModeSelect, list_that_is_cut_is_a_length_error) {
  TestDrive bench;
  EXPECT_EQ(select(bench, "05 32 41"), "5/1A/00");
  EXPECT_EQ(select(bench, "05"), "5/1A/00");
  EXPECT_EQ(bench.outcome("55 10 00 00 00 00 00 00 07 00", "00 00 00 00 00 00 00"), "5/1A/00");
  EXPECT_EQ(bench.outcome("55 10 00 00 00 00 00 00 20 00", "00 00 00 00 00 00 00 00"), "5/1A/00");
  EXPECT_EQ(bench.outcome("55 10 00 00 00 00 00 00 08 00", "00 00 00 00 00 00 00 08"), "5/1A/00");
  EXPECT_EQ(bench.outcome("15 10 00 00 03 00", "00 00 00"), "5/1A/00");
}

TEST(ModeSelect, empty_list_is_good) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("55 10 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("15 10 00 00 00 00"), "GOOD");
}

// Checklist 36.
TEST(ModeSelect, saving_is_refused) {
  TestDrive bench;
  EXPECT_EQ(bench.pointed("55 11 00 00 00 00 00 00 00 00"), "cdb 1.0");
  EXPECT_EQ(bench.pointed("15 11 00 00 00 00"), "cdb 1.0");
}

TEST(ModeSelect, block_descriptor_is_skipped) {
  TestDrive bench;
  ASSERT_EQ(bench.outcome("55 10 00 00 00 00 00 00 1C 00",
                          "00 00 00 00 00 00 00 08 00 00 00 00 00 00 08 00 08 0A 01 00 00 00 00 00 00 00 00 00"),
            "GOOD");
  EXPECT_EQ(current(bench, "08"), "08 0A 01 00 00 00 00 00 00 00 00 00");
}

TEST(ModeSelect, six_has_a_header_of_four_bytes) {
  TestDrive bench;
  ASSERT_EQ(bench.outcome("15 10 00 00 10 00", "00 00 00 00 08 0A 01 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(current(bench, "08"), "08 0A 01 00 00 00 00 00 00 00 00 00");
}

// Checklist 38.
TEST(ModeSelect, other_initiators_are_told_of_a_change_and_only_of_one) {
  TestDrive bench;
  bench.drive.nexus_began(other_host);
  bench.drive.attentions().take(other_host);
  ASSERT_EQ(select(bench, "08 0A 04 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.drive.attentions().next(other_host), std::nullopt);
  ASSERT_EQ(select(bench, "08 0A 01 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.drive.attentions().take(other_host), scsi::sense::mode_parameters_changed);
  EXPECT_EQ(bench.drive.attentions().take(one_host), std::nullopt);
}

// Checklist 37, 131.
TEST(ModeSelect, reset_brings_the_defaults_back) {
  TestDrive bench;
  ASSERT_EQ(select(bench, "08 0A 01 00 00 00 00 00 00 00 00 00"), "GOOD");
  bench.drive.reset(scsi::ResetKind::logical_unit_reset);
  bench.drive.attentions().take(one_host);
  EXPECT_EQ(current(bench, "08"), "08 0A 04 00 00 00 00 00 00 00 00 00");
}

// SPC-4, Control mode page, D_SENSE bit: sense data that comes with a status is in descriptor format.
TEST(ModeSelect, descriptor_sense_is_taken_and_changes_the_form_of_sense_data) {
  TestDrive bench;
  EXPECT_EQ(base::format_hex(base::Bytes{scsi::sense_data(bench.send("28 00 00 00 00 00 00 00 01 00"))}.first(1)),
            "70");
  ASSERT_EQ(select(bench, "0A 0A 04 00 00 00 00 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(current(bench, "0A"), "0A 0A 04 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(base::format_hex(scsi::sense_data(bench.send("28 00 00 00 00 00 00 00 01 00"))), "72 02 3A 01 00 00 00 00");
  EXPECT_EQ(bench.data("03 00 00 00 01 00"), "70") << "REQUEST SENSE has a bit of its own";
  EXPECT_EQ(bench.data("03 01 00 00 01 00"), "72");
}

}  // namespace
}  // namespace emulator::mmc
