#include "driver/image/mastering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "driver/image/test_trees.h"

namespace driver::image {
namespace {

namespace fs = std::filesystem;
using base::BlockCount;
using ::testing::HasSubstr;

Mastered mastered(const fs::path& folder, const MasterOptions& options = {}) {
  auto result = master(folder, options);
  EXPECT_TRUE(result) << result.error().path << ": " << result.error().text;
  return result ? std::move(*result) : Mastered{};
}

base::ByteBuffer bytes_of(Image& image) {
  base::ByteBuffer bytes(static_cast<std::size_t>(image.size().value) * 2048);
  EXPECT_TRUE(image.read(BlockCount{0}, bytes));
  return bytes;
}

std::string creation_date(Image& image) {
  const base::ByteBuffer bytes = bytes_of(image);
  return {bytes.begin() + 16 * 2048 + 813, bytes.begin() + 16 * 2048 + 829};
}

// Two trees that are the same for a reader, made in different orders.
void fill(ScratchFolder& folder, bool backwards) {
  std::vector<std::string> names{"a", "b", "sub/c", "sub/d", "Größe", "\xFF"};
  if (backwards) std::ranges::reverse(names);
  for (const std::string& name : names) set_modified(folder.file(name, "content of " + name), 1'000'000);
  set_modified(folder / "sub", 2'000'000);
  set_modified(folder.path(), 3'000'000);
}

TEST(Master, same_tree_gives_the_same_bytes_wherever_and_whenever) {
  ScratchFolder one, other;
  fill(one, false);
  fill(other, true);
  const Mastered first = mastered(one.path()), again = mastered(one.path()), elsewhere = mastered(other.path());
  EXPECT_EQ(bytes_of(*first.image), bytes_of(*again.image));
  EXPECT_EQ(bytes_of(*first.image), bytes_of(*elsewhere.image));
}

TEST(Master, volume_is_as_old_as_the_newest_entry_unless_told) {
  ScratchFolder folder;
  set_modified(folder.file("sub/file"), 951'782'400);
  set_modified(folder / "sub", 0);
  set_modified(folder.path(), 0);
  EXPECT_EQ(creation_date(*mastered(folder.path()).image), "2000022900000000");
  EXPECT_EQ(creation_date(*mastered(folder.path(), {.timestamp = 1}).image), "1970010100000100");
}

TEST(Master, environment_changes_nothing) {
  ScratchFolder folder;
  set_modified(folder.path(), 0);
  setenv("SOURCE_DATE_EPOCH", "1000", 1);
  const std::string date = creation_date(*mastered(folder.path()).image);
  unsetenv("SOURCE_DATE_EPOCH");
  EXPECT_EQ(date, "1970010100000000");
}

TEST(Master, counts_what_it_took_and_lists_what_it_left_out_or_changed) {
  ScratchFolder folder;
  folder.file("sub/a:b");
  folder.file("plain");
  fs::create_symlink("gone", folder / "link");
  const Mastered result = mastered(folder.path());
  EXPECT_EQ(result.files, 2U);
  EXPECT_EQ(result.directories, 1U);
  ASSERT_EQ(result.left_out.size(), 1U);
  EXPECT_EQ(result.left_out[0].path, "link");
  ASSERT_EQ(result.name_changes.size(), 1U);
  EXPECT_EQ(result.name_changes[0].path, "sub/a:b");
}

TEST(Master, start_moves_addresses_and_not_the_size) {
  ScratchFolder folder;
  folder.file("file", "x");
  const Mastered first = mastered(folder.path(), {.timestamp = 0});
  const Mastered later = mastered(folder.path(), {.timestamp = 0, .start = BlockCount{5'000}});
  EXPECT_EQ(first.image->size(), later.image->size());
  EXPECT_NE(bytes_of(*first.image), bytes_of(*later.image));
}

TEST(Master, sparse_file_at_the_limit_is_taken_and_past_it_refused) {
  ScratchFolder folder;
  folder.sparse_file("large", 4'294'967'295);
  EXPECT_EQ(mastered(folder.path()).image->size(), BlockCount{25 + 2'097'152});
  folder.sparse_file("large", 4'294'967'296);
  const auto refused = master(folder.path(), {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().path, (folder / "large").string());
  EXPECT_THAT(refused.error().text, HasSubstr("split the file or leave it out"));
}

TEST(Master, missing_folder_is_an_error) {
  const auto refused = master("/nowhere/at/all", {});
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text, "No such file or directory; name a folder");
}

}  // namespace
}  // namespace driver::image
