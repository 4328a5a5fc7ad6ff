#include "driver/image/names.h"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

namespace driver::image {
namespace {

TEST(CodePoints, valid_utf8_of_one_to_four_bytes) {
  EXPECT_EQ(code_points("a\xC3\xBC\xE6\x97\xA5\xF0\x9F\x92\xBF"), U"aü日💿");
  EXPECT_EQ(code_points(""), U"");
}

TEST(CodePoints, first_and_last_of_each_length) {
  EXPECT_EQ(code_points("\x7F\xC2\x80"), U"\u007F\u0080");
  EXPECT_EQ(code_points("\xDF\xBF\xE0\xA0\x80"), U"\u07FF\u0800");
  EXPECT_EQ(code_points("\xEF\xBF\xBF\xF0\x90\x80\x80"), U"\uFFFF\U00010000");
  EXPECT_EQ(code_points("\xF4\x8F\xBF\xBF"), U"\U0010FFFF");
}

TEST(CodePoints, byte_that_begins_nothing_is_replaced_alone) {
  EXPECT_EQ(code_points("a\x80z"), U"a\uFFFDz");
  EXPECT_EQ(code_points("\xFF\xFE"), U"\uFFFD\uFFFD");
}

TEST(CodePoints, sequence_cut_short_is_replaced_byte_by_byte) {
  EXPECT_EQ(code_points("\xE6\x97"), U"\uFFFD\uFFFD");
  EXPECT_EQ(code_points("\xC3z"), U"\uFFFDz");
  EXPECT_EQ(code_points("\xF0\x9F\x92"), U"\uFFFD\uFFFD\uFFFD");
}

TEST(CodePoints, longer_form_than_needed_is_invalid) {
  EXPECT_EQ(code_points("\xC0\xAF"), U"\uFFFD\uFFFD");  // '/'
  EXPECT_EQ(code_points("\xE0\x80\xAF"), U"\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(code_points("\xC1\xBF"), U"\uFFFD\uFFFD");  // U+007F
}

TEST(CodePoints, surrogates_and_points_past_the_last_are_invalid) {
  EXPECT_EQ(code_points("\xED\xA0\x80"), U"\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(code_points("\xED\xBF\xBF"), U"\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(code_points("\xF4\x90\x80\x80"), U"\uFFFD\uFFFD\uFFFD\uFFFD");
}

TEST(Utf8, one_to_three_bytes_a_unit) {
  EXPECT_EQ(utf8(u"a\u007F\u0080\u07FF\u0800\uFFFD"), "a\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBD");
}

NameParts<std::string> parts(std::string_view name) { return split_name(std::string{name}); }

TEST(SplitName, extension_begins_at_the_last_dot) {
  EXPECT_EQ(parts("a.tar.gz").stem, "a.tar");
  EXPECT_EQ(parts("a.tar.gz").extension, ".gz");
}

TEST(SplitName, dot_in_front_or_at_the_end_begins_none) {
  for (const std::string_view name : {".profile", "name.", "plain", "name..", "."}) {
    EXPECT_EQ(parts(name).stem, name);
    EXPECT_EQ(parts(name).extension, "") << name;
  }
}

TEST(SplitName, dot_behind_a_dot_in_front_begins_one) {
  EXPECT_EQ(parts("..a").stem, ".");
  EXPECT_EQ(parts("..a").extension, ".a");
}

class Names : public ::testing::Test {
 protected:
  std::string take(const std::string& stem, const std::string& extension = "") {
    return names_.take({stem, extension}, "_");
  }
  NameSet<std::string> names_{12};
};

TEST_F(Names, free_name_stays) {
  EXPECT_EQ(take("STEM", ".EXT"), "STEM.EXT");
  EXPECT_EQ(take("STEM"), "STEM");
}

TEST_F(Names, long_stem_is_cut_and_the_extension_kept) {
  EXPECT_EQ(take("ABCDEFGHIJKLM"), "ABCDEFGHIJKL");
  EXPECT_EQ(take("ABCDEFGHIJKLM", ".EXT"), "ABCDEFGH.EXT");
  EXPECT_EQ(take("ABCDEFGHIJKL"), "ABCDEFGH_000");
}

TEST_F(Names, dots_at_the_end_become_underlines_before_names_are_compared) {
  EXPECT_EQ(take("A_"), "A_");
  EXPECT_EQ(take("A."), "A._000");  // the number is the end
  EXPECT_EQ(take("..."), "___");
  EXPECT_EQ(take("ABCDEFGHIJK.M"), "ABCDEFGHIJK_");  // the dot is the last only after the cut
}

TEST_F(Names, extension_longer_than_half_is_cut) { EXPECT_EQ(take("ABCDEFGH", ".EXTENSION"), "ABCDEF.EXTEN"); }

TEST_F(Names, taken_name_gets_a_number_before_its_extension) {
  EXPECT_EQ(take("STEM", ".EXT"), "STEM.EXT");
  EXPECT_EQ(take("STEM", ".EXT"), "STEM_000.EXT");
  EXPECT_EQ(take("STEM", ".EXT"), "STEM_001.EXT");
}

TEST_F(Names, number_that_is_someone_s_own_name_is_left_to_it) {
  EXPECT_EQ(take("STEM_000"), "STEM_000");
  EXPECT_EQ(take("STEM_002"), "STEM_002");
  EXPECT_EQ(take("STEM"), "STEM");
  EXPECT_EQ(take("STEM"), "STEM_001");
  EXPECT_EQ(take("STEM"), "STEM_003");
}

TEST_F(Names, stems_that_differ_only_where_the_number_stands_share_the_numbers) {
  EXPECT_EQ(take("ABCDEFGHIJKL"), "ABCDEFGHIJKL");
  EXPECT_EQ(take("ABCDEFGHXXXX"), "ABCDEFGHXXXX");
  EXPECT_EQ(take("ABCDEFGHIJKLM"), "ABCDEFGH_000");
  EXPECT_EQ(take("ABCDEFGHXXXXX"), "ABCDEFGH_001");
}

TEST_F(Names, extension_and_none_are_numbered_apart) {
  EXPECT_EQ(take("A.B"), "A.B");  // as a directory of a hierarchy that permits dots
  EXPECT_EQ(take("A", ".B"), "A_000.B");
  EXPECT_EQ(take("A.B"), "A.B_000");
}

TEST_F(Names, the_number_after_999_has_four_digits) {
  take("STEM");
  for (int number = 0; number < 1000; ++number) take("STEM");
  EXPECT_EQ(take("STEM"), "STEM_1000");
  EXPECT_EQ(take("STEM"), "STEM_1001");
}

TEST_F(Names, equal_long_names_by_the_thousand_stay_apart_and_within_the_length) {
  std::set<std::string> seen;
  for (int number = 0; number < 12'000; ++number) {
    const std::string name = take("ABCDEFGHIJKLMNOP", ".TXT");
    EXPECT_LE(name.size(), 12U);
    EXPECT_TRUE(seen.insert(name).second) << name;
  }
}

TEST(NameSet, half_a_million_equal_names_take_linear_time) {
  NameSet<std::string> names{30};
  const auto begin = std::chrono::steady_clock::now();
  for (int number = 0; number < 500'000; ++number) names.take({"EQUAL", ".TXT"}, "_");
  // Trying every number from 000 on would take hours.
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{60});
}

}  // namespace
}  // namespace driver::image
