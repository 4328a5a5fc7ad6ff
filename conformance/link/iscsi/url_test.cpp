#include "conformance/link/iscsi/url.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conformance::link::iscsi {
namespace {

TEST(IscsiUrl, parts_are_found) {
  const auto url = parse_url("iscsi://127.0.0.1:3261/iqn.2026-11.test.burnbench:generic-bd/7");
  ASSERT_TRUE(url) << url.error();
  EXPECT_EQ(url->address.host, "127.0.0.1");
  EXPECT_EQ(url->address.port, 3261);
  EXPECT_EQ(url->target_name, "iqn.2026-11.test.burnbench:generic-bd");
  EXPECT_EQ(url->lun, 7);
}

TEST(IscsiUrl, port_is_3260_unless_said) { EXPECT_EQ(parse_url("iscsi://drive/iqn.x/0")->address.port, 3260); }

TEST(IscsiUrl, ipv6_stands_in_brackets) {
  const auto url = parse_url("iscsi://[::1]:3260/iqn.x/0");
  ASSERT_TRUE(url) << url.error();
  EXPECT_EQ(url->address.host, "::1");
  EXPECT_EQ(parse_url("iscsi://[::1]/iqn.x/0")->address.port, 3260);
}

TEST(IscsiUrl, everything_else_is_refused_with_the_form) {
  for (const auto* text :
       {"http://127.0.0.1/iqn.x/0", "iscsi://127.0.0.1", "iscsi://127.0.0.1/iqn.x", "iscsi:///iqn.x/0",
        "iscsi://host:/iqn.x/0", "iscsi://host:65536/iqn.x/0", "iscsi://host:x/iqn.x/0", "iscsi://[::1/iqn.x/0",
        "iscsi://host//0", "iscsi://host/iqn.x/256", "iscsi://host/iqn.x/", "iscsi://user%pw@host/iqn.x/0"}) {
    const auto url = parse_url(text);
    ASSERT_FALSE(url) << text;
    EXPECT_THAT(url.error(), testing::HasSubstr("iscsi://host:port/target-name/lun")) << text;
  }
}

TEST(IscsiUrl, lun_stands_in_the_second_byte) {
  EXPECT_EQ(lun_field(0), 0U);
  EXPECT_EQ(lun_field(1), 0x0001'0000'0000'0000U);
}

}  // namespace
}  // namespace conformance::link::iscsi
