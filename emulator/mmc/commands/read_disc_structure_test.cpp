#include "emulator/mmc/commands/read_disc_structure.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using media::ProfileNumber;

// Checklist 75.
TEST(DiscStructureList, works_without_a_disc_for_both_kinds) {
  TestDrive bench;
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 FF 01 00 00 00"),
            "00 26 00 00 00 40 08 04 01 40 00 08 08 40 08 04 09 40 00 08 0A 40 00 10 0E 40 00 44 10 40 08 04 "
            "20 C0 00 0C C0 C0 00 08");
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 FF 01 00 00 00"),
            "00 12 00 00 00 40 10 04 08 40 08 04 0A 40 00 10 C0 40 00 08");
}

// Checklist 79.
TEST(DiscStructure, dvd_plus_r_returns_what_its_adip_says) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_plus_r);
  bench.disc().stated_identity.physical_format = {0xA1, 0x0F, 0x02, 0x00, 0x00, 0x03, 0x00, 0x00};
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 0C 00 00"), "08 02 00 00 A1 0F 02 00 00 03 00 00");
  EXPECT_EQ(scsi::size_of(bench.send("AD 00 00 00 00 00 00 00 FF FF 00 00").segments), 2052U);
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 04 00 00"), "08 02 00 00");
}

// MMC-6, Pre-recorded Information in Lead-in, and Physical Format Information in Lead-in.
// Checklist 77.
TEST(DiscStructure, dvd_minus_r_names_its_maker_and_has_no_lead_in_yet) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_minus_r_sequential);
  bench.disc().stated_identity.manufacturer_id = "DAXON016S";
  bench.disc().stated_identity.physical_format = {0x25, 0x0F, 0x02, 0, 0, 0x03, 0, 0, 0, 0x26, 0x12, 0x7F};
  bench.disc().stated_layout.sessions = {{.number = 1, .first_track = 1, .last_track = 1}};
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 0E 00 26 00 00"),
            "00 42 00 00 01 40 C1 26 12 7F 50 00 02 00 00 00 00 00 00 00 03 44 41 58 4F 4E 30 00 "
            "04 31 36 53 20 20 20 00 05 00");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 10 00 00"), "08 02 00 00 25 0F 02 00 00 03 00 00 00 26 12 7F");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 10 00 10 00 00"), "08 02 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

TEST(DiscStructure, dvd_minus_r_tells_where_its_border_ends) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_minus_r_sequential);
  bench.disc().stated_identity.physical_format = {0x25, 0x0F, 0x02, 0, 0, 0x03, 0, 0, 0, 0x26, 0x12, 0x7F};
  bench.disc().stated_layout.sessions = {{.number = 1,
                                          .state = media::SessionState::complete,
                                          .first_track = 1,
                                          .last_track = 1,
                                          .lead_out = base::Lba{16}}};
  bench.disc().stated_layout.tracks = {{.number = 1, .session = 1, .size = base::BlockCount{65'264}}};
  bench.disc().stated_last_readable = base::Lba{15};
  const auto word = [&](std::string_view cdb, std::size_t at) { return bench.data(cdb).substr((4 + at) * 3, 11); };
  EXPECT_EQ(word("AD 00 00 00 00 00 00 00 08 04 00 00", 32), "00 03 FE F0");
  EXPECT_EQ(word("AD 00 00 00 00 00 00 10 08 04 00 00", 32), "00 03 FE F0");
  EXPECT_EQ(word("AD 00 00 00 00 00 00 10 08 04 00 00", 8), "00 03 00 0F");
}

// MMC-6, DVD-R dual layer recording model: 320 (140h) of 624 blocks on layer 0, from 030000h, 304 on layer 1.
TEST(DiscStructure, dvd_minus_r_of_two_layers_that_was_written_at_once_has_half_on_each) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_minus_r_dual_layer_sequential);
  bench.disc().stated_identity.physical_format = {0x26, 0x0F, 0x32, 0,    0,    0x03, 0,    0,
                                                  0,    0xFC, 0xFF, 0xFF, 0x00, 0x22, 0xD3, 0xDF};
  bench.disc().stated_layout.sessions = {{.number = 1,
                                          .state = media::SessionState::complete,
                                          .first_track = 1,
                                          .last_track = 1,
                                          .lead_out = base::Lba{624}}};
  bench.disc().stated_layout.tracks = {{.number = 1, .session = 1, .size = base::BlockCount{624}}};
  bench.disc().stated_last_readable = base::Lba{623};
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 10 00 14 00 00"),
            "08 02 00 00 26 0F 32 00 00 03 00 00 00 FC FF EF 00 03 01 3F");
}

TEST(DiscStructure, structures_of_dvd_minus_r_are_on_no_other_disc) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_plus_r);
  EXPECT_EQ(bench.pointed("AD 00 00 00 00 00 00 0E 00 44 00 00"), "cdb 7");
  EXPECT_EQ(bench.pointed("AD 00 00 00 00 00 00 10 00 44 00 00"), "cdb 7");
}

// Checklist 76.
TEST(DiscStructure, pressed_dvd_of_one_layer) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_rom);
  bench.disc().stated_last_readable = base::Lba{0x00FF};
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 15 00 00"),
            "08 02 00 00 01 02 01 00 00 03 00 00 00 03 00 FF 00 00 00 00 00");
}

TEST(DiscStructure, pressed_dvd_of_two_layers_has_complements_on_the_second) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_rom);
  // 4,173,824 blocks: 2,086,912 (1FD800h) on each layer.
  bench.disc().stated_last_readable = base::Lba{4'173'823};
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 15 00 00"),
            "08 02 00 00 01 02 31 00 00 03 00 00 00 FC FF FF 00 22 D7 FF 00");
}

TEST(DiscStructure, copyright_and_write_protection_are_none) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_rom);
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 01 00 08 00 00"), "00 06 00 00 00 00 00 00");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 C0 00 08 00 00"), "00 06 00 00 00 00 00 00");
}

// Checklist 78.
TEST(DiscStructure, bd_r_returns_its_disc_information) {
  TestDrive bench = TestDrive::with(ProfileNumber::bd_r_sequential);
  bench.disc().stated_identity.disc_information = {0x44, 0x49, 0x01, 0x28};
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 00 00 08 00 00"), "10 02 00 00 44 49 01 28");
  EXPECT_EQ(scsi::size_of(bench.send("AD 01 00 00 00 00 00 00 FF FF 00 00").segments), 4100U);
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 C0 00 08 00 00"), "00 06 00 00 00 00 00 00");
}

// MMC-6, Layer Boundary Information: INIT STATUS, and the capacity of layer 0. Both drives with a blank DVD+R DL say
// 2086912 and that it can be set; the end of layer 0 is its last sector.
TEST(DiscStructure, layer_boundary_is_of_dvd_plus_r_of_two_layers) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_plus_r_dual_layer);
  bench.disc().stated_identity.physical_format = base::ByteBuffer(256);
  bench.disc().stated_identity.physical_format[5] = 0x03;
  bench.disc().stated_layout.layer_boundary =
      media::LayerBoundary{.layer_0 = base::BlockCount{0x1FD800}, .can_be_set = true};
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 20 00 0C 00 00"), "00 0A 00 00 00 00 00 00 00 1F D8 00");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 14 00 00").substr(16 * 3), "00 22 D7 FF");
  bench.disc().stated_layout.layer_boundary = media::LayerBoundary{.layer_0 = base::BlockCount{0x140}};
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 20 00 0C 00 00"), "00 0A 00 00 80 00 00 00 00 00 01 40");
  EXPECT_EQ(bench.data("AD 00 00 00 00 00 00 00 00 14 00 00").substr(16 * 3), "00 03 01 3F");
  TestDrive one_layer = TestDrive::with(ProfileNumber::dvd_plus_r);
  EXPECT_EQ(one_layer.pointed("AD 00 00 00 00 00 00 20 00 0C 00 00"), "cdb 7");
}

// A real writer refuses format 0Ah of an unformatted BD-R with INVALID FIELD IN CDB (LG WH16NS40).
TEST(DiscStructure, spare_area_is_of_formatted_bd_alone) {
  TestDrive bench = TestDrive::with(ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.pointed("AD 01 00 00 00 00 00 0A 00 10 00 00"), "cdb 7");
  bench.disc().stated_layout.spares =
      media::SpareArea{.allocated = base::BlockCount{0x60000}, .free = base::BlockCount{0x5FDE0}};
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 0A 00 10 00 00"), "00 0E 00 00 00 00 00 00 00 05 FD E0 00 06 00 00");
}

TEST(DiscStructure, pressed_bd_has_one_unit) {
  TestDrive bench = TestDrive::with(ProfileNumber::bd_rom);
  bench.disc().stated_last_readable = base::Lba{99};
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 00 00 18 00 00"),
            "10 02 00 00 44 49 01 08 00 00 40 00 42 44 4F 01 11 01 00 00 00 36 00 00");
  bench.disc().stated_last_readable = base::Lba{12'219'392};
  EXPECT_EQ(bench.data("AD 01 00 00 00 00 00 00 00 11 00 00").substr(16 * 3), "21");
}

TEST(DiscStructure, cd_has_none) {
  TestDrive bench = TestDrive::with(ProfileNumber::cd_rom);
  EXPECT_EQ(bench.outcome("AD 00 00 00 00 00 00 00 00 08 00 00"), "5/30/02");
}

TEST(DiscStructure, media_type_of_another_disc_is_refused) {
  TestDrive dvd = TestDrive::with(ProfileNumber::dvd_rom);
  EXPECT_EQ(dvd.pointed("AD 01 00 00 00 00 00 00 00 08 00 00"), "cdb 1.3");
  TestDrive bd = TestDrive::with(ProfileNumber::bd_rom);
  EXPECT_EQ(bd.pointed("AD 00 00 00 00 00 00 00 00 08 00 00"), "cdb 1.3");
  EXPECT_EQ(bd.pointed("AD 02 00 00 00 00 00 FF 00 08 00 00"), "cdb 1.3");
}

TEST(DiscStructure, other_formats_and_layers_are_refused) {
  TestDrive bench = TestDrive::with(ProfileNumber::dvd_rom);
  EXPECT_EQ(bench.pointed("AD 00 00 00 00 00 00 04 00 08 00 00"), "cdb 7");
  EXPECT_EQ(bench.pointed("AD 00 00 00 00 00 00 11 00 08 00 00"), "cdb 7");
  EXPECT_EQ(bench.pointed("AD 00 00 00 00 00 01 00 00 08 00 00"), "cdb 6");
}

TEST(DiscStructure, needs_a_medium_except_for_the_list) {
  TestDrive bench;
  EXPECT_EQ(bench.outcome("AD 00 00 00 00 00 00 00 00 08 00 00"), "2/3A/01");
}

TEST(DiscStructure, cd_writer_does_not_know_the_command) {
  TestDrive bench({}, "generic-cd");
  EXPECT_EQ(bench.outcome("AD 00 00 00 00 00 00 FF 00 08 00 00"), "5/20/00");
}

}  // namespace
}  // namespace emulator::mmc
