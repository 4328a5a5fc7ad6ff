#include "emulator/server/serve_arguments.h"

#include <gtest/gtest.h>

namespace emulator::server {
namespace {

using Kind = DriveOption::Kind;

TEST(ServeArguments, an_option_belongs_to_the_last_drive_before_it) {
  const auto drives = served_drives({{Kind::drive, "generic-bd"},
                                     {Kind::disc, "a.bbd"},
                                     {Kind::drive, "generic-cd"},
                                     {Kind::name, "second"},
                                     {Kind::drive, "generic-dvd"},
                                     {Kind::disc, "b.iso"},
                                     {Kind::medium, "bd-rom"},
                                     {Kind::faults, "c.json"}});
  ASSERT_TRUE(drives) << drives.error();
  ASSERT_EQ(drives->size(), 3U);
  EXPECT_EQ((*drives)[0].name, "generic-bd");
  EXPECT_EQ((*drives)[0].disc, "a.bbd");
  EXPECT_EQ((*drives)[1].name, "second");
  EXPECT_EQ((*drives)[1].disc, std::nullopt);
  EXPECT_EQ((*drives)[2].disc, "b.iso");
  EXPECT_EQ((*drives)[2].medium, "bd-rom");
  EXPECT_EQ((*drives)[2].faults, "c.json");
  EXPECT_EQ((*drives)[1].faults, std::nullopt);
}

TEST(ServeArguments, a_drive_from_a_file_is_called_after_the_file) {
  EXPECT_EQ(served_drives({{Kind::drive, "/some/where/ACME DW_9.json"}})->front().name, "acme-dw-9");
}

TEST(ServeArguments, a_profile_without_a_name_is_left_to_whoever_looks_for_it) {
  EXPECT_TRUE(served_drives({{Kind::drive, ""}}));
}

TEST(ServeArguments, drives_of_a_model_have_serial_numbers_of_their_own) {
  const auto drives = served_drives({{Kind::drive, "generic-bd"},
                                     {Kind::drive, "generic-bd"},
                                     {Kind::name, "b"},
                                     {Kind::drive, "generic-cd"},
                                     {Kind::drive, "generic-cd"},
                                     {Kind::name, "d"}});
  ASSERT_TRUE(drives) << drives.error();
  EXPECT_EQ((*drives)[0].serial_number, "") << "the profile's";
  EXPECT_EQ((*drives)[1].serial_number, "BB2600000002");
  EXPECT_EQ((*drives)[2].serial_number, "");
  EXPECT_EQ((*drives)[3].serial_number, "BB2600000004") << "of another model, and still not the second drive's";
}

TEST(ServeArguments, what_cannot_be_is_refused_with_its_remedy) {
  struct Case {
    std::vector<DriveOption> options;
    std::string remedy;
  };
  const std::vector<Case> cases{
      {{{Kind::disc, "a.bbd"}, {Kind::drive, "x"}}, "after the --drive"},
      {{{Kind::name, "a"}, {Kind::drive, "x"}}, "after the --drive"},
      {{{Kind::faults, "a"}, {Kind::drive, "x"}}, "after the --drive"},
      {{{Kind::drive, "x"}, {Kind::disc, "a"}, {Kind::disc, "b"}}, "--disc is given twice"},
      {{{Kind::drive, "x"}, {Kind::faults, "a"}, {Kind::faults, "b"}}, "--faults is given twice"},
      {{{Kind::drive, "x"}, {Kind::name, "a"}, {Kind::name, "b"}}, "--name is given twice"},
      {{{Kind::drive, "x"}, {Kind::medium, "a"}, {Kind::medium, "b"}}, "--medium is given twice"},
      {{{Kind::drive, "x"}, {Kind::medium, "cd-rom"}}, "give the drive the image with --disc"},
      {{{Kind::drive, "x"}, {Kind::name, "A"}}, "a-z"},
      {{{Kind::drive, "x"}, {Kind::name, ""}}, "a-z"},
      {{{Kind::drive, std::string(151, 'x') + ".json"}}, "give the drive a --name"},
      {{{Kind::drive, "x"}, {Kind::name, "a b"}}, "a-z"},
      {{{Kind::drive, "x"}, {Kind::name, "a/0"}}, "a-z"},
      {{{Kind::drive, "x"}, {Kind::drive, "x"}}, "another --name"},
      {{{Kind::drive, "x"}, {Kind::drive, "y"}, {Kind::name, "x"}}, "another --name"},
  };
  for (const Case& bad : cases) {
    const auto drives = served_drives(bad.options);
    ASSERT_FALSE(drives) << bad.remedy;
    EXPECT_NE(drives.error().find(bad.remedy), std::string::npos) << drives.error();
  }
}

TEST(ServeArguments, clocks_are_real_instant_or_so_many_times_faster) {
  EXPECT_EQ(parse_clock("real")->kind, ClockKind::real);
  EXPECT_EQ(parse_clock("real")->times, 1U);
  EXPECT_EQ(parse_clock("instant")->kind, ClockKind::instant);
  EXPECT_EQ(parse_clock("8x")->kind, ClockKind::real);
  EXPECT_EQ(parse_clock("8x")->times, 8U);
  for (const char* bad : {"", "8", "x", "0x", "-1x", "8xx", "100001x", "8.5x", "Real"}) {
    EXPECT_FALSE(parse_clock(bad)) << bad;
  }
}

}  // namespace
}  // namespace emulator::server
