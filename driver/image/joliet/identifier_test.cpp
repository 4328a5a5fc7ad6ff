#include "driver/image/joliet/identifier.h"

#include <gtest/gtest.h>

#include "driver/image/test_trees.h"
#include "emulator/base/hex.h"

namespace driver::image::joliet {
namespace {

TEST(JolietName, the_seven_forbidden_become_underlines) {
  EXPECT_EQ(permitted(U"a*b/c:d;e?f\\g"), u"a_b_c_d_e_f_g");
  EXPECT_EQ(permitted(std::u32string{U'\0', 0x1F, 0x20}), u"__ ");
}

TEST(JolietName, first_and_last_of_ucs2_stay_and_the_next_does_not) {
  EXPECT_EQ(permitted(U"\uFFFD\uFFFF"), u"\uFFFD\uFFFF");
  EXPECT_EQ(permitted(U"\U00010000\U0010FFFF"), u"__");
}

TEST(JolietName, bytes_that_are_no_utf8_become_the_replacement_character) {
  EXPECT_EQ(wanted_name(file_node("a\xFF.txt")).stem, u"a\uFFFD");
}

TEST(JolietName, letters_dots_and_blanks_stay_as_they_are) {
  const auto parts = wanted_name(file_node("Größe 1.2 .Doc"));
  EXPECT_EQ(parts.stem, u"Größe 1.2 ");
  EXPECT_EQ(parts.extension, u".Doc");
}

TEST(JolietName, directory_keeps_its_dot_but_has_no_extension) {
  const auto parts = wanted_name(folder_node("src.d"));
  EXPECT_EQ(parts.stem, u"src.d");
  EXPECT_EQ(parts.extension, u"");
}

TEST(JolietIdentifier, most_significant_byte_first_and_a_version_for_files) {
  EXPECT_EQ(base::format_hex(identifier(u"aü日", false)), "00 61 00 FC 65 E5 00 3B 00 31");
  EXPECT_EQ(base::format_hex(identifier(u"aü日", true)), "00 61 00 FC 65 E5");
}

TEST(JolietIdentifier, longest_is_128_bytes_without_its_version) {
  const std::u16string longest(longest_name, u'x');
  EXPECT_EQ(identifier(longest, true).size(), 128U);
  EXPECT_EQ(identifier(longest, false).size(), 132U);
}

}  // namespace
}  // namespace driver::image::joliet
