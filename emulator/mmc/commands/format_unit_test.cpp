#include "emulator/mmc/commands/format_unit.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view format = "04 11 00 00 00 00";
constexpr std::string_view default_list = "00 00 00 08 00 B4 74 00 00 00 30 00";
constexpr std::string_view ready = "00 00 00 00 00 00";

TEST(FormatUnit, the_descriptor_reaches_the_medium) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  ASSERT_EQ(bench.outcome(format, "00 00 00 08 00 B8 74 00 C9 12 34 56"), "GOOD");
  ASSERT_EQ(bench.disc().formatted.size(), 1U);
  EXPECT_EQ(
      bench.disc().formatted.front(),
      (media::Format{.capacity = base::BlockCount{0xB87400}, .type = 0x32, .sub_type = 1, .parameter = 0x123456}));
}

// growisofs: IMMED, then TEST UNIT READY about once a second.
// Checklist 88.
TEST(FormatUnit, immediate_answer_leaves_the_time_to_the_background) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  ASSERT_EQ(bench.outcome(format, "00 02 00 08 00 B4 74 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "2/04/04");
  bench.wait(std::chrono::seconds{31});
  EXPECT_EQ(bench.outcome(ready), "GOOD");
}

TEST(FormatUnit, other_hosts_learn_that_the_disc_has_changed) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.drive.nexus_began(other_host);
  while (bench.outcome(ready, {}, other_host) != "GOOD") {
  }
  ASSERT_EQ(bench.outcome(format, default_list), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.outcome(ready, {}, other_host), "6/28/00");
}

TEST(FormatUnit, what_is_not_offered_is_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  EXPECT_EQ(bench.pointed("04 01 00 00 00 00", default_list), "cdb 1.4");
  EXPECT_EQ(bench.pointed("04 19 00 00 00 00", default_list), "cdb 1.3");
  EXPECT_EQ(bench.pointed("04 17 00 00 00 00", default_list), "cdb 1.2");
  EXPECT_EQ(bench.outcome(format, "00 00 00 08 00 B4 74 00 00 00 30"), "5/1A/00");
  EXPECT_EQ(bench.pointed(format, "00 80 00 08 00 B4 74 00 00 00 30 00"), "list 1.7");
  EXPECT_EQ(bench.pointed(format, "00 04 00 08 00 B4 74 00 00 00 30 00"), "list 1.2");
  EXPECT_EQ(bench.pointed(format, "00 01 00 08 00 B4 74 00 00 00 30 00"), "list 1.0");
  EXPECT_EQ(bench.pointed(format, "00 00 00 10 00 B4 74 00 00 00 30 00"), "list 2");
  EXPECT_TRUE(bench.disc().formatted.empty());
}

TEST(FormatUnit, reserved_bits_are_refused_and_nothing_is_formatted) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  for (const auto& [cdb, field] :
       {std::pair{"04 91 00 00 00 00", "cdb 1.7"}, std::pair{"04 11 80 00 00 00", "cdb 2.7"},
        std::pair{"04 11 00 02 00 00", "cdb 3.1"}, std::pair{"04 11 00 00 01 00", "cdb 4.0"}}) {
    EXPECT_EQ(bench.pointed(cdb, default_list), field);
  }
  EXPECT_TRUE(bench.disc().formatted.empty());
}

TEST(FormatUnit, the_mediums_refusal_is_the_answer) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().refusal = scsi::sense::cannot_write_medium_incompatible_format;
  EXPECT_EQ(bench.outcome(format, default_list), "5/30/05");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
}

TEST(FormatUnit, other_discs_and_drives_have_none) {
  TestDrive dvd = TestDrive::with(media::ProfileNumber::dvd_rom);
  EXPECT_EQ(dvd.outcome(format, default_list), "5/30/06");
  TestDrive empty;
  EXPECT_EQ(empty.outcome(format, default_list), "2/3A/01");
  TestDrive cd({}, "generic-cd");
  EXPECT_EQ(cd.outcome(format, default_list), "5/20/00");
}

}  // namespace
}  // namespace emulator::mmc
