#include "driver/image/iso9660/volume.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/image/test_trees.h"
#include "emulator/base/hex.h"

namespace driver::image::iso9660 {
namespace {

using base::BlockCount;
using ::testing::HasSubstr;

std::unique_ptr<Image> volume_of(const Tree& tree, std::int64_t start = 0) {
  auto image = make_volume(place(tree), {.timestamp = 0, .start = BlockCount{start}});
  EXPECT_TRUE(image) << image.error().text;
  return image ? std::move(*image) : nullptr;
}

ImageError error_of(const Tree& tree) {
  auto image = make_volume(place(tree), {.timestamp = 0});
  EXPECT_FALSE(image);
  return image ? ImageError{} : image.error();
}

base::ByteBuffer block(Image& image, std::int64_t address) {
  base::ByteBuffer bytes(2048);
  EXPECT_TRUE(image.read(BlockCount{address}, bytes));
  return bytes;
}

std::string field(const base::ByteBuffer& bytes, std::size_t first, std::size_t last) {
  return base::format_hex(base::Bytes{bytes}.subspan(first - 1, last - first + 1));
}

TEST(Volume, empty_tree_is_25_blocks) {
  const auto image = volume_of(tree_of({}));
  EXPECT_EQ(image->size(), BlockCount{25});
  for (std::int64_t address = 0; address < 16; ++address) EXPECT_EQ(block(*image, address), base::ByteBuffer(2048));
  const base::ByteBuffer primary = block(*image, 16), joliet = block(*image, 17);
  EXPECT_EQ(field(primary, 1, 7), "01 43 44 30 30 31 01");
  EXPECT_EQ(field(joliet, 1, 7), "02 43 44 30 30 31 01");
  EXPECT_EQ(field(block(*image, 18), 1, 7), "FF 43 44 30 30 31 01");
  EXPECT_EQ(field(primary, 81, 88), "19 00 00 00 00 00 00 19");
  EXPECT_EQ(field(joliet, 81, 88), "19 00 00 00 00 00 00 19");
  EXPECT_EQ(field(primary, 141, 152), "13 00 00 00 00 00 00 00 00 00 00 14");  // path tables in blocks 19 and 20
  EXPECT_EQ(field(joliet, 141, 152), "15 00 00 00 00 00 00 00 00 00 00 16");   // 21 and 22
  EXPECT_EQ(field(primary, 159, 166), "17 00 00 00 00 00 00 17");              // root directories in 23 and 24
  EXPECT_EQ(field(joliet, 159, 166), "18 00 00 00 00 00 00 18");
  EXPECT_EQ(field(block(*image, 19), 1, 12), "01 00 17 00 00 00 01 00 00 00 00 00");
  EXPECT_EQ(field(block(*image, 22), 1, 12), "01 00 00 00 00 18 00 01 00 00 00 00");
}

TEST(Volume, both_hierarchies_share_the_files) {
  const auto image = volume_of(tree_of({file_node("a", 2'049), file_node("b", 1)}));
  EXPECT_EQ(image->size(), BlockCount{28});
  const base::ByteBuffer iso9660 = block(*image, 23), joliet = block(*image, 24);
  EXPECT_EQ(field(iso9660, 69, 86), "26 00 19 00 00 00 00 00 00 19 01 08 00 00 00 00 08 01");
  EXPECT_EQ(field(iso9660, 107, 124), "26 00 1B 00 00 00 00 00 00 1B 01 00 00 00 00 00 00 01");
  EXPECT_EQ(field(joliet, 69, 86), "28 00 19 00 00 00 00 00 00 19 01 08 00 00 00 00 08 01");
  EXPECT_EQ(field(joliet, 109, 126), "28 00 1B 00 00 00 00 00 00 1B 01 00 00 00 00 00 00 01");
}

TEST(Volume, empty_file_takes_no_block_and_has_address_0) {
  const auto image = volume_of(tree_of({file_node("a", 0), file_node("b", 1)}));
  EXPECT_EQ(image->size(), BlockCount{26});
  EXPECT_EQ(field(block(*image, 23), 69, 86), "26 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
}

TEST(Volume, of_a_later_session_counts_its_addresses_from_the_disc_s_first_block) {
  const Tree tree = tree_of({file_node("a", 1)});
  const auto image = volume_of(tree, 0x2000);
  EXPECT_EQ(image->size(), volume_of(tree)->size());
  const base::ByteBuffer primary = block(*image, 16);
  EXPECT_EQ(field(primary, 81, 88), "1A 00 00 00 00 00 00 1A");  // of the new session alone
  EXPECT_EQ(field(primary, 141, 144), "13 20 00 00");
  EXPECT_EQ(field(primary, 149, 152), "00 00 20 14");
  EXPECT_EQ(field(primary, 159, 166), "17 20 00 00 00 00 20 17");
  EXPECT_EQ(field(block(*image, 23), 3, 10), "17 20 00 00 00 00 20 17");   // the root itself
  EXPECT_EQ(field(block(*image, 23), 71, 78), "19 20 00 00 00 00 20 19");  // the file
  EXPECT_EQ(field(block(*image, 22), 3, 6), "00 00 20 18");                // Joliet's root in its path table
}

TEST(Volume, path_table_of_several_blocks_moves_what_follows) {
  std::vector<Node> folders;
  for (int number = 100'000; number < 100'300; ++number) folders.push_back(folder_node(std::to_string(number)));
  const auto image = volume_of(tree_of(std::move(folders)));
  // ISO 9660: 10 + 300 * 14 = 4210 bytes, three blocks; Joliet: 10 + 300 * 20 = 6010, three blocks.
  const base::ByteBuffer primary = block(*image, 16), joliet = block(*image, 17);
  EXPECT_EQ(field(primary, 133, 140), "72 10 00 00 00 00 10 72");
  EXPECT_EQ(field(primary, 141, 152), "13 00 00 00 00 00 00 00 00 00 00 16");
  EXPECT_EQ(field(joliet, 133, 140), "7A 17 00 00 00 00 17 7A");
  EXPECT_EQ(field(joliet, 141, 152), "19 00 00 00 00 00 00 00 00 00 00 1C");
  EXPECT_EQ(field(primary, 159, 162), "1F 00 00 00");
}

Tree tree_of_folders(std::size_t count) {
  std::vector<Node> folders;
  for (std::size_t number = 0; number < count; ++number) folders.push_back(folder_node(std::to_string(number)));
  return tree_of(std::move(folders));
}

TEST(Volume, root_and_65534_folders_are_the_most_a_path_table_numbers) {
  const auto image = volume_of(tree_of_folders(65'534));
  EXPECT_GT(image->size(), BlockCount{2 * 65'535});
}

TEST(Volume, root_and_65535_folders_are_refused) {
  Tree tree = tree_of_folders(65'535);
  tree.root.source = "/the/folder";
  EXPECT_EQ(error_of(tree).path, "/the/folder");
  EXPECT_EQ(error_of(tree).text,
            "more than 65,535 folders, the root among them, which a path table cannot number; leave folders out");
}

TEST(Volume, file_of_4_gib_less_one_byte_is_the_largest) {
  const auto image = volume_of(tree_of({file_node("large", 4'294'967'295)}));
  EXPECT_EQ(image->size(), BlockCount{25 + 2'097'152});
  EXPECT_EQ(field(block(*image, 23), 79, 86), "FF FF FF FF FF FF FF FF");
}

TEST(Volume, file_of_4_gib_is_refused_by_name) {
  const ImageError error = error_of(tree_of({file_node("too large", 4'294'967'296)}));
  EXPECT_EQ(error.path, "/nowhere/too large");
  EXPECT_EQ(error.text,
            "4294967296 bytes are more than a file of ISO 9660 level 2 holds (4 GiB - 1); split the file or leave it "
            "out");
}

TEST(Volume, files_past_the_last_block_address_are_refused) {
  std::vector<Node> files;
  for (int number = 0; number < 2'049; ++number) files.push_back(file_node(std::to_string(number), 4'294'967'295));
  EXPECT_THAT(error_of(tree_of(std::move(files))).text, HasSubstr("the volume passes 8 TiB"));
}

TEST(Volume, keeps_no_pointer_to_its_tree) {
  ScratchFolder folder;
  folder.file("file", "content");
  std::unique_ptr<Image> image;
  {
    const auto tree = scan_tree(folder.path());
    ASSERT_TRUE(tree);
    image = volume_of(*tree);
  }
  const base::ByteBuffer content = block(*image, 25);
  EXPECT_EQ(std::string(content.begin(), content.begin() + 8), std::string("content\0", 8));
}

}  // namespace
}  // namespace driver::image::iso9660
