#include "driver/image/iso9660/identifier.h"

#include <gtest/gtest.h>

#include "driver/image/test_trees.h"

namespace driver::image::iso9660 {
namespace {

std::string of_file(const std::string& name) {
  const auto parts = wanted_name(file_node(name));
  return parts.stem + "|" + parts.extension;
}
std::string of_folder(std::string name) {
  const auto parts = wanted_name(folder_node(std::move(name)));
  return parts.stem + "|" + parts.extension;
}

TEST(Iso9660Name, letters_become_upper_case_digits_and_underline_stay) {
  EXPECT_EQ(of_file("azAZ09_.txt"), "AZAZ09_|.TXT");
  EXPECT_EQ(d_characters(U"@AZ[`az{/09:^_"), "_AZ__AZ__09___");
}

TEST(Iso9660Name, character_that_is_no_d_character_becomes_one_underline_each) {
  EXPECT_EQ(of_file("日本.c"), "__|.C");
  EXPECT_EQ(of_file("a b-c~d.e f"), "A_B_C_D|.E_F");
  EXPECT_EQ(of_file("💿"), "_|");
  EXPECT_EQ(of_file("\xC3\x28"), "__|");
}

TEST(Iso9660Name, only_the_last_dot_separates) {
  EXPECT_EQ(of_file("a.tar.gz"), "A_TAR|.GZ");
  EXPECT_EQ(of_file(".profile"), "_PROFILE|");
  EXPECT_EQ(of_file("name."), "NAME_|");
}

TEST(Iso9660Name, directory_has_no_extension) { EXPECT_EQ(of_folder("src.d"), "SRC_D|"); }

TEST(Iso9660Identifier, file_has_dot_and_version_whatever_its_name) {
  EXPECT_EQ(identifier("README.TXT", false), "README.TXT;1");
  EXPECT_EQ(identifier("README", false), "README.;1");
  EXPECT_EQ(identifier("README", true), "README");
}

TEST(Iso9660Identifier, longest_path_of_eight_levels_fits_in_255_bytes) {
  const std::size_t directories = 7 * longest_name;
  const std::size_t file = identifier(std::string(longest_name, 'A'), false).size();
  EXPECT_LE(directories + 7 + file, 255U);  // ECMA-119, Depth of hierarchy: and the number of relevant directories
}

}  // namespace
}  // namespace driver::image::iso9660
