#include "conformance/preload/program/bsg_major.h"

#include <gtest/gtest.h>

namespace conformance::preload::program {
namespace {

TEST(BsgMajor, is_the_listed_one) {
  EXPECT_EQ(bsg_major_in("Character devices:\n  1 mem\n247 bsg\n254 gpiochip\n\nBlock devices:\n  8 sd\n"), 247U);
}

TEST(BsgMajor, without_the_driver_is_the_greatest_free_one) {
  EXPECT_EQ(bsg_major_in("Character devices:\n  1 mem\n\nBlock devices:\n254 virtblk\n"), 254U)
      << "block devices have numbers of their own";
  EXPECT_EQ(bsg_major_in("Character devices:\n  1 mem\n253 rtc\n254 gpiochip\n\nBlock devices:\n"), 252U);
}

}  // namespace
}  // namespace conformance::preload::program
