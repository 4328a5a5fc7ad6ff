#include "driver/drive/medium.h"

#include <gtest/gtest.h>

namespace driver::drive {
namespace {

TEST(Medium, profile_gives_family_and_name) {
  EXPECT_EQ(family_of(0x0009), Family::cd);
  EXPECT_EQ(family_of(0x001B), Family::dvd);
  EXPECT_EQ(family_of(0x0041), Family::blu_ray);
  EXPECT_EQ(family_of(0x0000), Family::none);
  EXPECT_EQ(medium_name(0x0041), "BD-R");
  EXPECT_EQ(medium_name(0x7777), "");
}

// The kB/s that real drives list: CD 8x 1411, DVD 16x 22160, BD 4x 17982 (17984 on some).
TEST(Medium, nominal_speeds_are_those_that_drives_list) {
  EXPECT_EQ(nominal_speed_kbytes_per_second(Family::cd, 8), 1411U);
  EXPECT_EQ(nominal_speed_kbytes_per_second(Family::dvd, 16), 22160U);
  EXPECT_EQ(nominal_speed_kbytes_per_second(Family::blu_ray, 4), 17982U);
}

TEST(Medium, nominal_speed_does_not_wrap_whatever_the_factor) {
  EXPECT_EQ(nominal_speed_kbytes_per_second(Family::blu_ray, 0xFFFF'FFFF), 19'308'025'474'672U);
}

TEST(Medium, some_are_overwritten) {
  for (const std::uint16_t profile : {0x12, 0x13, 0x1A, 0x43}) EXPECT_TRUE(is_overwritable(profile)) << profile;
  for (const std::uint16_t profile : {0x00, 0x09, 0x0A, 0x14, 0x1B, 0x40, 0x41}) {
    EXPECT_FALSE(is_overwritable(profile)) << profile;
  }
}

}  // namespace
}  // namespace driver::drive
