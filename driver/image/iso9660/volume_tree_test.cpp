#include "driver/image/iso9660/volume_tree.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "driver/image/test_trees.h"
#include "emulator/base/hex.h"

namespace driver::image::iso9660 {
namespace {

using ::testing::ElementsAre;

std::string hex(base::Bytes bytes) { return base::format_hex(bytes); }

// The identifiers of the records in one directory extent, from the third on.
std::vector<std::string> identifiers(base::Bytes extent) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at < extent.size();) {
    const std::size_t length = extent[at];
    if (length == 0) {
      at = (at / 2048 + 1) * 2048;
      continue;
    }
    const base::Bytes name = extent.subspan(at + 33, extent[at + 32]);
    names.emplace_back(name.begin(), name.end());
    at += length;
  }
  names.erase(names.begin(), names.begin() + 2);
  return names;
}

base::ByteBuffer extents_of(const VolumeTree& volume, const std::vector<FileExtentOnDisc>& files) {
  base::ByteBuffer extents;
  volume.append_directory_extents(files, extents);
  return extents;
}

std::vector<FileExtentOnDisc> no_extents(const Placement& placement) {
  return std::vector<FileExtentOnDisc>(placement.files.size());
}

Node two_levels() {
  return folder_node("", {folder_node("b", {folder_node("d"), folder_node("c")}), folder_node("a", {folder_node("e")}),
                          file_node("file")});
}

TEST(PathTable, goes_level_by_level_parents_in_their_order_then_by_name) {
  const Tree tree{.root = two_levels(), .left_out = {}};
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  EXPECT_EQ(volume.place_directories(0x0123), 0x0129U);
  EXPECT_EQ(volume.path_table_size(), 60U);
  // Root, then A and B, then A/E before B/C and B/D.
  EXPECT_EQ(hex(volume.path_table(false)),
            "01 00 23 01 00 00 01 00 00 00 "
            "01 00 24 01 00 00 01 00 41 00 "
            "01 00 25 01 00 00 01 00 42 00 "
            "01 00 26 01 00 00 02 00 45 00 "
            "01 00 27 01 00 00 03 00 43 00 "
            "01 00 28 01 00 00 03 00 44 00");
  EXPECT_EQ(hex(volume.path_table(true)),
            "01 00 00 00 01 23 00 01 00 00 "
            "01 00 00 00 01 24 00 01 41 00 "
            "01 00 00 00 01 25 00 01 42 00 "
            "01 00 00 00 01 26 00 02 45 00 "
            "01 00 00 00 01 27 00 03 43 00 "
            "01 00 00 00 01 28 00 03 44 00");
}

TEST(PathTable, record_of_an_even_identifier_has_no_padding) {
  const Tree tree = tree_of({folder_node("ab"), folder_node("xyz")});
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  volume.place_directories(5);
  EXPECT_EQ(hex(volume.path_table(false)),
            "01 00 05 00 00 00 01 00 00 00 02 00 06 00 00 00 01 00 41 42 03 00 07 00 00 00 01 00 58 59 5A 00");
}

TEST(PathTable, of_joliet_has_wide_identifiers_and_a_single_byte_for_the_root) {
  const Tree tree = tree_of({folder_node("é")});
  const Placement placement = place(tree);
  VolumeTree volume{placement, joliet_flavour()};
  volume.place_directories(5);
  EXPECT_EQ(hex(volume.path_table(true)), "01 00 00 00 00 05 00 01 00 00 02 00 00 00 00 06 00 01 00 E9");
}

TEST(PathTable, of_joliet_compares_the_whole_name_where_a_blank_is_below_the_dot) {
  const Tree tree = tree_of({folder_node("a.b"), folder_node("a b"), folder_node("a")});
  const Placement placement = place(tree);
  VolumeTree volume{placement, joliet_flavour()};
  const base::ByteBuffer root = extents_of(volume, {});
  EXPECT_THAT(identifiers(base::Bytes{root}.first(2048)),
              ElementsAre(std::string("\0a", 2), std::string("\0a\0 \0b", 6), std::string("\0a\0.\0b", 6)));
}

TEST(DirectoryExtent, begins_with_itself_and_its_parent) {
  const Tree tree = tree_of({folder_node("sub")});
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  volume.place_directories(0x10);
  const base::ByteBuffer extents = extents_of(volume, {});
  ASSERT_EQ(extents.size(), 4096U);
  const base::Bytes sub = base::Bytes{extents}.subspan(2048);
  EXPECT_EQ(hex(sub.first(34)),
            "22 00 11 00 00 00 00 00 00 11 00 08 00 00 00 00 08 00 46 01 01 00 00 00 00 02 00 00 01 00 00 01 01 00");
  EXPECT_EQ(hex(sub.subspan(34, 34)),
            "22 00 10 00 00 00 00 00 00 10 00 08 00 00 00 00 08 00 46 01 01 00 00 00 00 02 00 00 01 00 00 01 01 01");
  EXPECT_TRUE(std::ranges::all_of(sub.subspan(68), [](std::uint8_t byte) { return byte == 0; }));
}

TEST(DirectoryExtent, root_is_its_own_parent) {
  const Tree tree = tree_of({});
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  volume.place_directories(0x10);
  const base::ByteBuffer root = extents_of(volume, {});
  ASSERT_EQ(root.size(), 2048U);
  EXPECT_EQ(hex(base::Bytes{root}.first(8)), "22 00 10 00 00 00 00 00");
  EXPECT_EQ(hex(base::Bytes{root}.subspan(34, 8)), "22 00 10 00 00 00 00 00");
}

TEST(DirectoryExtent, file_has_its_extent_size_and_time) {
  Tree tree = tree_of({file_node("f", 5)});
  tree.root.children[0].modified = 1'767'323'045;
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  volume.place_directories(0x10);
  const base::ByteBuffer root = extents_of(volume, {{.block = 0x99, .size = 5}});
  EXPECT_EQ(hex(base::Bytes{root}.subspan(68, 38)),
            "26 00 99 00 00 00 00 00 00 99 05 00 00 00 00 00 00 05 7E 01 02 03 04 05 00 00 00 00 01 00 00 01 04 "
            "46 2E 3B 31 00");
}

TEST(DirectoryExtent, records_are_in_order_of_names_then_extensions) {
  const Tree tree = tree_of(
      {file_node("ab"), file_node("a.c"), folder_node("a_"), file_node("a.b"), file_node("a0"), folder_node("a")});
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  const base::ByteBuffer extents = extents_of(volume, no_extents(placement));
  EXPECT_THAT(identifiers(base::Bytes{extents}.first(2048)),
              ElementsAre("A", "A.B;1", "A.C;1", "A0.;1", "AB.;1", "A_"));
}

std::vector<Node> numbered_files(std::size_t count, std::size_t name_length) {
  std::vector<Node> files;
  for (std::size_t number = 0; number < count; ++number) {
    std::string name = std::to_string(1'000 + number);
    name.resize(name_length, 'X');
    files.push_back(file_node(name));
  }
  return files;
}

TEST(DirectoryExtent, records_that_fill_a_block_exactly_need_no_other) {
  // Thirty names of 30 characters: 34 + 34 + 30 * 66 = 2048.
  const Tree tree = tree_of(numbered_files(30, 30));
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  EXPECT_EQ(volume.root_record().size, 2048U);
  EXPECT_EQ(extents_of(volume, no_extents(placement)).size(), 2048U);
}

TEST(DirectoryExtent, one_record_more_begins_the_next_block) {
  const Tree tree = tree_of(numbered_files(31, 30));
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  EXPECT_EQ(volume.root_record().size, 4096U);
  const base::ByteBuffer extents = extents_of(volume, no_extents(placement));
  ASSERT_EQ(extents.size(), 4096U);
  EXPECT_EQ(extents[2048], 66);
}

TEST(DirectoryExtent, record_never_crosses_a_block_and_zeros_fill_it) {
  // Names of 28 characters: 34 + 34 + 30 * 64 = 1988 bytes, and 60 are too few for another 64.
  const Tree tree = tree_of(numbered_files(100, 28));
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  const base::ByteBuffer extents = extents_of(volume, no_extents(placement));
  ASSERT_EQ(extents.size(), 4U * 2048U);  // 30, 32, 32 and 6 records
  EXPECT_EQ(volume.root_record().size, extents.size());
  EXPECT_TRUE(std::ranges::all_of(base::Bytes{extents}.subspan(1988, 60), [](std::uint8_t byte) { return byte == 0; }));
  for (const std::size_t block : {0, 1, 2, 3}) EXPECT_NE(extents[block * 2048], 0) << block;
  const auto names = identifiers(extents);
  EXPECT_EQ(names.size(), 100U);
  EXPECT_TRUE(std::ranges::is_sorted(names));
}

TEST(VolumeTree, directories_of_several_blocks_are_placed_one_behind_another) {
  std::vector<Node> children = numbered_files(31, 30);
  children.push_back(folder_node("z"));
  const Tree tree = tree_of(std::move(children));
  const Placement placement = place(tree);
  VolumeTree volume{placement, iso9660_flavour()};
  EXPECT_EQ(volume.place_directories(100), 103U);
  EXPECT_EQ(hex(volume.path_table(false)), "01 00 64 00 00 00 01 00 00 00 01 00 66 00 00 00 01 00 5A 00");
}

}  // namespace
}  // namespace driver::image::iso9660
