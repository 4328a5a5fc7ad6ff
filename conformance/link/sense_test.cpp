#include "conformance/link/sense.h"

#include <gtest/gtest.h>

#include "conformance/link/scripted_link.h"

namespace conformance::link {
namespace {

using base::literals::operator""_hex;

TEST(SenseCode, both_formats_are_read) {
  EXPECT_EQ(sense_code("70 00 05 00 00 00 00 0A 00 00 00 00 24 01 00 00 00 00"_hex), (SenseCode{5, 0x24, 1}));
  EXPECT_EQ(sense_code("F1 00 A3 00 00 00 00 0A 00 00 00 00 11 05 00 00 00 00"_hex), (SenseCode{3, 0x11, 5}))
      << "VALID, FILEMARK and ILI are other fields";
  EXPECT_EQ(sense_code("72 05 24 01 00 00 00 00"_hex), (SenseCode{5, 0x24, 1}));
  EXPECT_EQ(sense_code("73 0B 47 03 00 00 00 00"_hex), (SenseCode{0xB, 0x47, 3}));
}

TEST(SenseCode, what_is_too_short_or_of_no_format_has_none) {
  EXPECT_EQ(sense_code({}), std::nullopt);
  EXPECT_EQ(sense_code("70 00 05 00 00 00 00 0A 00 00 00 00 24"_hex), std::nullopt);
  EXPECT_EQ(sense_code("72 05 24"_hex), std::nullopt);
  EXPECT_EQ(sense_code("7F 05 24 01 00 00 00 00 00 00 00 00 00 00 00 00 00 00"_hex), std::nullopt);
}

TEST(SenseCode, text_is_read_and_written) {
  EXPECT_EQ((SenseCode{0xB, 0x0C, 0}).text(), "B/0C/00");
  EXPECT_EQ(SenseCode::parse("B/0C/00"), (SenseCode{0xB, 0x0C, 0}));
  for (const auto* text : {"", "5", "5/24", "5/24/", "5/24/00/1", "10/24/00", "5/100/00", "x/24/00", "5-24-00"}) {
    EXPECT_EQ(SenseCode::parse(text), std::nullopt) << text;
  }
}

TEST(SenseCode, answers_are_sorted_by_what_a_host_does_next) {
  EXPECT_TRUE(is_unit_attention(check_condition(6, 0x29, 0)));
  EXPECT_FALSE(is_unit_attention(check_condition(5, 0x24, 0)));
  for (const int ascq : {1, 4, 7, 8}) EXPECT_TRUE(is_busy(check_condition(2, 4, static_cast<std::uint8_t>(ascq))));
  EXPECT_FALSE(is_busy(check_condition(2, 4, 0))) << "CAUSE NOT REPORTABLE does not pass";
  EXPECT_FALSE(is_busy(check_condition(2, 0x3A, 1))) << "no medium";
  EXPECT_FALSE(is_busy(good()));
}

TEST(SenseCode, outcome_text_is_short) {
  EXPECT_EQ(outcome_text(0, {}), "GOOD");
  EXPECT_EQ(outcome_text(2, check_condition(5, 0x24, 0).sense), "CHECK CONDITION 5/24/00");
  EXPECT_EQ(outcome_text(0x18, {}), "status 18h");
}

}  // namespace
}  // namespace conformance::link
