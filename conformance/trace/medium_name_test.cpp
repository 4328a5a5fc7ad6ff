#include "conformance/trace/medium_name.h"

#include <gtest/gtest.h>

namespace conformance::trace {
namespace {

// MMC-6, Profile List feature.
TEST(MediumName, profiles_of_discs_have_names) {
  EXPECT_EQ(medium_name(0x0041), "bd-r");
  EXPECT_EQ(medium_name(0x001B), "dvd+r");
  EXPECT_EQ(medium_name(0x0009), "cd-r");
  EXPECT_EQ(medium_name(0x0000), std::nullopt);
  EXPECT_EQ(medium_name(0x0002), std::nullopt);
}

}  // namespace
}  // namespace conformance::trace
