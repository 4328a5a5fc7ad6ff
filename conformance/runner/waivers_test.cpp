#include "conformance/runner/waivers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conformance::runner {
namespace {

using testing::HasSubstr;

TEST(Waivers, all_four_members_are_read) {
  const auto waivers =
      parse_waivers(R"({"waivers":[{"id":"INQ-04","owner":"me","reason":"old byte","expiry":"2027-01-31"}]})");
  ASSERT_TRUE(waivers) << waivers.error();
  ASSERT_EQ(waivers->size(), 1U);
  EXPECT_EQ(waivers->front().id, "INQ-04");
  EXPECT_EQ(waivers->front().owner, "me");
  EXPECT_EQ(waivers->front().reason, "old byte");
  EXPECT_EQ(waivers->front().expiry, "2027-01-31");
}

TEST(Waivers, waiver_that_answers_for_nothing_is_refused) {
  EXPECT_THAT(parse_waivers("{").error(), HasSubstr("waivers"));
  EXPECT_THAT(parse_waivers("{}").error(), HasSubstr("waivers"));
  EXPECT_THAT(parse_waivers(R"({"waivers":[{"id":"A","owner":"","reason":"r","expiry":"2027-01-31"}]})").error(),
              HasSubstr("waiver 1 lacks"));
  EXPECT_THAT(parse_waivers(R"({"waivers":[{"id":"A","owner":"o","reason":"r"}]})").error(), HasSubstr("YYYY-MM-DD"));
  EXPECT_THAT(parse_waivers(R"({"waivers":[{"id":"A","owner":"o","reason":"r","expiry":"soon"}]})").error(),
              HasSubstr("YYYY-MM-DD"));
  EXPECT_THAT(parse_waivers(R"({"waivers":[7]})").error(), HasSubstr("waiver 1 lacks"));
}

}  // namespace
}  // namespace conformance::runner
