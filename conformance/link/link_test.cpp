#include "conformance/link/link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conformance::link {
namespace {

TEST(TargetNamed, url_and_device_path_choose_the_link) {
  const auto iscsi = target_named("iscsi://127.0.0.1/iqn.x/0");
  ASSERT_TRUE(iscsi) << iscsi.error();
  EXPECT_EQ((*iscsi)->kind(), LinkKind::iscsi);
  EXPECT_TRUE((*iscsi)->has_many_nexuses());
  EXPECT_EQ((*iscsi)->description(), "iscsi://127.0.0.1/iqn.x/0");
  const auto device = target_named("/dev/sr0");
  ASSERT_TRUE(device) << device.error();
  EXPECT_EQ((*device)->kind(), LinkKind::linux_sg);
  EXPECT_FALSE((*device)->has_many_nexuses());
}

TEST(TargetNamed, other_names_are_refused) {
  EXPECT_THAT(target_named("sr0").error(),
              testing::HasSubstr("neither an iscsi:// URL nor the path of a device; give one"));
  EXPECT_THAT(target_named("iscsi://x").error(), testing::HasSubstr("iscsi://host:port/target-name/lun"));
}

TEST(TargetNamed, device_that_is_no_drive_is_unreachable) {
  const auto null = (*target_named("/dev/null"))->open();
  ASSERT_FALSE(null);
  EXPECT_EQ(null.error().kind, LinkError::Kind::unreachable);
  EXPECT_THAT(null.error().text, testing::HasSubstr("takes no SCSI commands"));
  const auto absent = (*target_named("/dev/no-such-drive"))->open();
  ASSERT_FALSE(absent);
  EXPECT_EQ(absent.error().kind, LinkError::Kind::unreachable);
}

TEST(LinkError, every_kind_is_told_with_a_remedy) {
  using Kind = LinkError::Kind;
  EXPECT_THAT(told({Kind::unreachable, "h:1: refused"}), testing::StartsWith("h:1: refused; start the drive's server"));
  EXPECT_THAT(told({Kind::lost, "x"}), testing::StartsWith("x; see whether the server and the drive still work"));
  EXPECT_THAT(told({Kind::timed_out, "x"}), testing::StartsWith("x; see whether the server"));
  EXPECT_THAT(told({Kind::protocol, "x"}), testing::StartsWith("x; report the target"));
  EXPECT_THAT(told({Kind::refused, "x"}), testing::StartsWith("x; free the drive, or give another target"));
}

TEST(LinkKind, names_are_words) {
  EXPECT_EQ(name_of(LinkKind::direct), "direct");
  EXPECT_EQ(name_of(LinkKind::iscsi), "iscsi");
  EXPECT_EQ(name_of(LinkKind::linux_sg), "linux_sg");
}

}  // namespace
}  // namespace conformance::link
