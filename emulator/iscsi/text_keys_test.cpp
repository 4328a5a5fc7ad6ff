#include "emulator/iscsi/text_keys.h"

#include <gtest/gtest.h>

#include "emulator/iscsi/test_initiator.h"

namespace emulator::iscsi {
namespace {

TEST(TextKeys, pairs_are_split_at_zero_bytes_and_the_first_equals_sign) {
  const auto pairs = parse_text(key_text("A=1;InitiatorName=iqn.x:a=b;Empty="));
  ASSERT_TRUE(pairs);
  EXPECT_EQ(*pairs, (std::vector<KeyValue>{{"A", "1"}, {"InitiatorName", "iqn.x:a=b"}, {"Empty", ""}}));
}

TEST(TextKeys, zero_bytes_after_the_last_pair_are_padding) {
  EXPECT_EQ(parse_text(key_text("A=1;;")).value().size(), 1U);
  EXPECT_TRUE(parse_text({}).value().empty());
}

TEST(TextKeys, what_is_no_pair_is_refused) {
  struct Case {
    std::string text;
    TextError error;
  };
  const std::string long_key(63, 'K');
  const std::string long_value(255, 'v');
  EXPECT_TRUE(parse_text(key_text(long_key + "=" + long_value)));
  const std::vector<Case> cases{{"A", TextError::no_value},
                                {"=1", TextError::bad_key},
                                {long_key + "K=1", TextError::bad_key},
                                {"A B=1", TextError::bad_key},
                                {"\xC3\xA4=1", TextError::bad_key},
                                {"A=" + long_value + "v", TextError::value_too_long}};
  for (const Case& bad : cases) EXPECT_EQ(parse_text(key_text(bad.text)), std::unexpected(bad.error)) << bad.text;
  const base::ByteBuffer not_ended{'A', '=', '1'};
  EXPECT_EQ(parse_text(not_ended), std::unexpected(TextError::not_ended));
}

TEST(TextKeys, a_pair_is_written_as_it_is_read) {
  base::ByteBuffer text;
  append_pair(text, "MaxBurstLength", "262144");
  append_pair(text, "ImmediateData", "Yes");
  EXPECT_EQ(text, key_text("MaxBurstLength=262144;ImmediateData=Yes"));
}

TEST(TextKeys, numbers_are_decimal_or_hexadecimal_and_nothing_else) {
  EXPECT_EQ(parse_number("0"), 0U);
  EXPECT_EQ(parse_number("16777215"), 16777215U);
  EXPECT_EQ(parse_number("0x1f"), 31U);
  EXPECT_EQ(parse_number("0X1F"), 31U);
  for (const char* bad : {"", "0x", "-1", "+1", " 1", "1 ", "1.0", "ten", "0b11", "99999999999999999999"}) {
    EXPECT_EQ(parse_number(bad), std::nullopt) << bad;
  }
}

TEST(TextKeys, a_list_keeps_its_order) {
  EXPECT_EQ(parse_list("CRC32C,None"), (std::vector<std::string_view>{"CRC32C", "None"}));
  EXPECT_EQ(parse_list(""), (std::vector<std::string_view>{""}));
}

TEST(TextKeys, names_have_a_kind_a_length_and_no_control_characters) {
  EXPECT_TRUE(is_iscsi_name("iqn.2026-11.test.host:a"));
  EXPECT_TRUE(is_iscsi_name("eui.02004567A425678D"));
  EXPECT_TRUE(is_iscsi_name("naa.52004567BA64678D"));
  EXPECT_TRUE(is_iscsi_name("iqn." + std::string(219, 'x')));
  EXPECT_FALSE(is_iscsi_name("iqn." + std::string(220, 'x')));
  EXPECT_FALSE(is_iscsi_name("iqn."));
  EXPECT_FALSE(is_iscsi_name("host"));
  EXPECT_FALSE(is_iscsi_name("iqn.a b"));
  EXPECT_FALSE(is_iscsi_name("iqn.a\nb"));
  EXPECT_FALSE(is_iscsi_name("iqn.a\x7F"));
}

}  // namespace
}  // namespace emulator::iscsi
