#include "driver/image/placement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "driver/image/test_trees.h"

namespace driver::image {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> iso9660_names(const PlacedDirectory& directory) {
  std::vector<std::string> names;
  for (const PlacedEntry& entry : directory.entries) names.push_back(entry.iso9660_name);
  return names;
}
std::vector<std::u16string> joliet_names(const PlacedDirectory& directory) {
  std::vector<std::u16string> names;
  for (const PlacedEntry& entry : directory.entries) names.push_back(entry.joliet_name);
  return names;
}
std::vector<std::string> lines(const std::vector<NameChange>& changes) {
  std::vector<std::string> text;
  for (const NameChange& change : changes) {
    text.push_back(change.path + " | " + change.iso9660 + " | " + change.joliet + (change.is_directory ? " | d" : ""));
  }
  return text;
}

// A chain of folders "1", "2", ... with `inside` in the last.
Node chain(int first, int last, std::vector<Node> inside) {
  if (first < last) return folder_node(std::to_string(first), {chain(first + 1, last, std::move(inside))});
  return folder_node(std::to_string(first), std::move(inside));
}

TEST(Place, empty_tree_is_a_root) {
  const Placement placement = place(tree_of({}));
  ASSERT_EQ(placement.directories.size(), 1U);
  EXPECT_EQ(placement.directories[0].level, 1U);
  EXPECT_THAT(placement.directories[0].entries, IsEmpty());
  EXPECT_THAT(placement.files, IsEmpty());
}

TEST(Place, names_that_differ_in_case_stay_apart_in_iso9660_only) {
  const Tree tree = tree_of({file_node("A.TXT"), file_node("a.txt"), file_node("a.TXT")});
  const Placement placement = place(tree);
  EXPECT_THAT(iso9660_names(placement.directories[0]), ElementsAre("A.TXT", "A_000.TXT", "A_001.TXT"));
  EXPECT_THAT(joliet_names(placement.directories[0]), ElementsAre(u"A.TXT", u"a.txt", u"a.TXT"));
}

TEST(Place, file_and_folder_of_one_iso9660_name_stay_apart) {
  const Tree tree = tree_of({folder_node("NAME"), file_node("name")});
  EXPECT_THAT(iso9660_names(place(tree).directories[0]), ElementsAre("NAME", "NAME_000"));
}

TEST(Place, name_of_255_bytes_is_cut_with_its_extension_kept) {
  const Tree tree = tree_of({file_node(std::string(251, 'x') + ".txt")});
  const PlacedDirectory root = place(tree).directories[0];
  EXPECT_EQ(root.entries[0].iso9660_name, std::string(26, 'X') + ".TXT");
  EXPECT_EQ(root.entries[0].joliet_name, std::u16string(60, u'x') + u".txt");
}

TEST(Place, name_of_64_characters_stays_and_of_65_is_cut) {
  const Tree tree = tree_of({file_node(std::string(64, 'y')), file_node(std::string(65, 'z'))});
  EXPECT_THAT(joliet_names(place(tree).directories[0]),
              ElementsAre(std::u16string(64, u'y'), std::u16string(64, u'z')));
}

TEST(Place, twelve_hundred_names_equal_after_the_cut_are_numbered) {
  std::vector<Node> files;
  for (int number = 0; number < 1'200; ++number) {
    files.push_back(file_node(std::string(100, 'n') + std::to_string(number) + ".txt"));
  }
  const Tree tree = tree_of(std::move(files));
  const Placement placement = place(tree);
  const auto iso9660 = iso9660_names(placement.directories[0]);
  const auto joliet = joliet_names(placement.directories[0]);
  EXPECT_EQ(std::set(iso9660.begin(), iso9660.end()).size(), 1'200U);
  EXPECT_EQ(std::set(joliet.begin(), joliet.end()).size(), 1'200U);
  EXPECT_EQ(iso9660[1], std::string(22, 'N') + "_000.TXT");
  EXPECT_EQ(iso9660[1'199], std::string(21, 'N') + "_1198.TXT");
  EXPECT_EQ(joliet[1'199], std::u16string(55, u'n') + u"~1198.txt");
}

TEST(Place, bytes_that_are_no_utf8_may_meet_and_are_kept_apart) {
  const Tree tree = tree_of({file_node("\xFE"), file_node("\xFF")});
  EXPECT_THAT(joliet_names(place(tree).directories[0]), ElementsAre(u"\uFFFD", u"\uFFFD~000"));
}

TEST(Place, eight_levels_stay_where_they_are) {
  const Tree tree = tree_of({chain(2, 8, {file_node("file")})});
  const Placement placement = place(tree);
  EXPECT_EQ(placement.directories.back().level, 8U);
  EXPECT_EQ(placement.directories.back().iso9660_path, "2/3/4/5/6/7/8");
  EXPECT_THAT(name_changes(placement), IsEmpty());
}

TEST(Place, ninth_level_becomes_the_neighbour_of_the_eighth) {
  const Tree tree = tree_of({chain(2, 9, {file_node("file")})});
  EXPECT_THAT(lines(name_changes(place(tree))),
              ElementsAre("2/3/4/5/6/7/8/9 | 2/3/4/5/6/7/9 | 2/3/4/5/6/7/9 | d",
                          "2/3/4/5/6/7/8/9/file | 2/3/4/5/6/7/9/FILE.;1 | 2/3/4/5/6/7/9/file"));
}

TEST(Place, everything_below_the_eighth_level_is_hoisted_to_it) {
  const Tree tree = tree_of({chain(2, 12, {file_node("file")})});
  const Placement placement = place(tree);
  EXPECT_EQ(placement.directories.size(), 12U);
  EXPECT_EQ(placement.directories.back().joliet_path, "2/3/4/5/6/7/12");
  EXPECT_EQ(placement.directories.back().level, 8U);
}

TEST(Place, hoisted_folder_never_takes_the_name_of_one_that_is_there) {
  // 7 holds 8 and "same"; 8 holds a "same" of its own, which is hoisted beside the first.
  Node eight = folder_node("8", {folder_node("same", {file_node("inner")})});
  Node seven = folder_node("7", {std::move(eight), folder_node("same", {file_node("outer")})});
  const Tree tree = tree_of({folder_node(
      "2", {folder_node("3", {folder_node("4", {folder_node("5", {folder_node("6", {std::move(seven)})})})})})});
  EXPECT_THAT(lines(name_changes(place(tree))),
              ElementsAre("2/3/4/5/6/7/8/same | 2/3/4/5/6/7/SAME_000 | 2/3/4/5/6/7/same~000 | d",
                          "2/3/4/5/6/7/8/same/inner | 2/3/4/5/6/7/SAME_000/INNER.;1 | 2/3/4/5/6/7/same~000/inner"));
}

TEST(Place, many_hoisted_folders_of_one_name_are_numbered) {
  std::vector<Node> eights;
  for (int number = 0; number < 5; ++number) {
    eights.push_back(folder_node("e" + std::to_string(number), {folder_node("deep")}));
  }
  const Tree tree = tree_of({chain(2, 7, std::move(eights))});
  const Placement placement = place(tree);
  const auto home = std::ranges::find(placement.directories, "2/3/4/5/6/7", &PlacedDirectory::path);
  EXPECT_THAT(iso9660_names(*home),
              ElementsAre("E0", "E1", "E2", "E3", "E4", "DEEP", "DEEP_000", "DEEP_001", "DEEP_002", "DEEP_003"));
}

TEST(Place, every_path_has_at_most_eight_levels_and_255_bytes) {
  const std::string longest(255, 'w');
  Node deepest = file_node(longest);
  for (int level = 0; level < 20; ++level) {
    std::vector<Node> children;
    children.push_back(std::move(deepest));
    children.push_back(file_node(longest + ".txt"));
    deepest = folder_node(longest, std::move(children));
  }
  const Tree tree = tree_of({std::move(deepest)});
  const Placement placement = place(tree);
  std::set<std::string> iso9660, joliet;
  for (const NameChange& name : all_names(placement)) {
    const auto separators = static_cast<std::size_t>(std::ranges::count(name.iso9660, '/'));
    EXPECT_LE(separators, 7U) << name.iso9660;
    // The identifiers and the number of directories, which is that of the separators. ECMA-119, Depth of hierarchy.
    EXPECT_LE(name.iso9660.size(), 255U) << name.iso9660;
    EXPECT_TRUE(iso9660.insert(name.iso9660).second) << name.iso9660;
    EXPECT_TRUE(joliet.insert(name.joliet).second) << name.joliet;
  }
  for (const PlacedDirectory& directory : placement.directories) EXPECT_LE(directory.level, 8U);
}

TEST(Place, parents_stand_before_their_children) {
  const Tree tree = tree_of({chain(2, 12, {}), folder_node("z", {folder_node("y")})});
  const Placement placement = place(tree);
  for (std::size_t index = 1; index < placement.directories.size(); ++index) {
    EXPECT_LT(placement.directories[index].parent, index);
    EXPECT_EQ(placement.directories[index].level, placement.directories[placement.directories[index].parent].level + 1);
  }
}

TEST(NameChanges, letter_case_version_and_lone_dot_alone_are_no_change) {
  const Tree tree = tree_of({folder_node("Sub", {file_node("read_me.txt")}), file_node("plain")});
  EXPECT_THAT(name_changes(place(tree)), IsEmpty());
  EXPECT_THAT(lines(all_names(place(tree))), ElementsAre("Sub | SUB | Sub | d", "plain | PLAIN.;1 | plain",
                                                         "Sub/read_me.txt | SUB/READ_ME.TXT;1 | Sub/read_me.txt"));
}

TEST(NameChanges, what_only_iso9660_cannot_hold_is_a_change) {
  const Tree tree = tree_of({file_node("a b.txt")});
  EXPECT_THAT(lines(name_changes(place(tree))), ElementsAre("a b.txt | A_B.TXT;1 | a b.txt"));
}

TEST(NameChanges, name_whose_last_dot_readers_drop_is_a_change) {
  const Tree tree = tree_of({folder_node("end."), file_node("end.."), file_node("end")});
  EXPECT_THAT(lines(name_changes(place(tree))), ElementsAre("end. | END_ | end_ | d", "end.. | END__.;1 | end__"));
}

TEST(NameChanges, what_lies_below_a_changed_folder_is_changed_too) {
  const Tree tree = tree_of({folder_node("a:b", {file_node("c")})});
  EXPECT_THAT(lines(name_changes(place(tree))), ElementsAre("a:b | A_B | a_b | d", "a:b/c | A_B/C.;1 | a_b/c"));
}

}  // namespace
}  // namespace driver::image
