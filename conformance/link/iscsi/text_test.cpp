#include "conformance/link/iscsi/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace conformance::link::iscsi {
namespace {

base::ByteBuffer bytes(std::string_view text) { return {text.begin(), text.end()}; }

using namespace std::string_view_literals;

TEST(TextKeys, pairs_are_ended_by_nul) {
  const TextKeys keys{{"TargetName", "iqn.x"}, {"SessionType", "Normal"}};
  EXPECT_EQ(keys.bytes(), bytes("TargetName=iqn.x\0SessionType=Normal\0"sv));
}

TEST(TextKeys, what_is_written_is_read) {
  const auto keys = TextKeys::parse(bytes("A=1\0B=\0A=x=y\0"sv));
  ASSERT_TRUE(keys) << keys.error();
  EXPECT_EQ(keys->pairs().size(), 3U);
  EXPECT_EQ(keys->value("A"), "1") << "the first of several";
  EXPECT_EQ(keys->value("B"), "");
  EXPECT_EQ(keys->pairs()[2].second, "x=y");
  EXPECT_EQ(keys->value("C"), std::nullopt);
}

TEST(TextKeys, numbers_are_decimal_or_hex) {
  const auto keys = TextKeys::parse(bytes("D=8192\0H=0x2000\0T=Yes\0E=\0N=-1\0O=4294967296\0"sv));
  ASSERT_TRUE(keys) << keys.error();
  EXPECT_EQ(keys->number("D"), 8192U);
  EXPECT_EQ(keys->number("H"), 8192U);
  EXPECT_EQ(keys->number("T"), std::nullopt);
  EXPECT_EQ(keys->number("E"), std::nullopt);
  EXPECT_EQ(keys->number("N"), std::nullopt);
  EXPECT_EQ(keys->number("O"), std::nullopt);
}

TEST(TextKeys, malformed_text_is_refused) {
  EXPECT_THAT(TextKeys::parse(bytes("A=1"sv)).error(), testing::HasSubstr("NUL"));
  EXPECT_THAT(TextKeys::parse(bytes("A\0"sv)).error(), testing::HasSubstr("no key=value"));
  EXPECT_THAT(TextKeys::parse(bytes("=1\0"sv)).error(), testing::HasSubstr("no key=value"));
  EXPECT_THAT(TextKeys::parse(bytes("A=1\0\0"sv)).error(), testing::HasSubstr("no key=value"));
}

}  // namespace
}  // namespace conformance::link::iscsi
