#include "conformance/preload/program/drive_options.h"

#include <gtest/gtest.h>

namespace conformance::preload::program {
namespace {

using enum DriveOption::Kind;

TEST(WantedDrives, none_were_asked_for) { EXPECT_TRUE(wanted_drives({}).value().empty()); }

TEST(WantedDrives, keep_the_order_of_the_command_line) {
  const auto drives = wanted_drives({{drive, "iscsi://a/b/0"},
                                     {profile, "generic-bd"},
                                     {medium, "bd-r"},
                                     {keep, "disc.bbd"},
                                     {profile, "generic-cd"},
                                     {drive, "iscsi://c/d/1"}});
  ASSERT_TRUE(drives.has_value());
  ASSERT_EQ(drives->size(), 4U);
  EXPECT_EQ((*drives)[0].url, "iscsi://a/b/0");
  EXPECT_FALSE((*drives)[0].is_own());
  EXPECT_TRUE((*drives)[1].is_own());
  EXPECT_EQ((*drives)[1].profile, "generic-bd");
  EXPECT_EQ((*drives)[1].medium, "bd-r");
  EXPECT_EQ((*drives)[1].keep, "disc.bbd");
  EXPECT_EQ((*drives)[2].profile, "generic-cd");
  EXPECT_FALSE((*drives)[2].medium.has_value());
  EXPECT_FALSE((*drives)[2].keep.has_value());
  EXPECT_EQ((*drives)[3].url, "iscsi://c/d/1");
}

TEST(WantedDrives, a_disc_before_any_profile_is_refused) {
  for (const auto kind : {medium, keep}) {
    EXPECT_NE(wanted_drives({{kind, "x"}}).error().find("after the --profile"), std::string::npos);
  }
}

TEST(WantedDrives, a_disc_for_an_address_is_refused) {
  EXPECT_FALSE(wanted_drives({{profile, "generic-bd"}, {drive, "iscsi://a/b/0"}, {medium, "cd-r"}}).has_value());
}

TEST(WantedDrives, a_second_disc_for_a_drive_is_refused) {
  for (const auto kind : {medium, keep}) {
    const auto drives = wanted_drives({{profile, "generic-bd"}, {kind, "x"}, {kind, "y"}});
    EXPECT_NE(drives.error().find("twice"), std::string::npos);
  }
}

TEST(WantedDrives, an_empty_address_is_refused) { EXPECT_FALSE(wanted_drives({{drive, ""}}).has_value()); }

}  // namespace
}  // namespace conformance::preload::program
