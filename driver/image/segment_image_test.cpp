#include "driver/image/segment_image.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "driver/image/test_trees.h"
#include "emulator/base/prng.h"

namespace driver::image {
namespace {

namespace fs = std::filesystem;
using base::BlockCount;
using ::testing::HasSubstr;

std::string pattern(std::size_t size, std::uint64_t seed) {
  base::Prng chance{seed};
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(chance.next());
  return text;
}

base::ByteBuffer bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

class SegmentImageOfThree : public ::testing::Test {
 protected:
  // Generated 3000 bytes, a file's bytes 100 to 5099, and zeros: no edge meets a block's.
  SegmentImageOfThree() {
    folder_.file("file", content_);
    std::vector<Segment> segments;
    segments.push_back({3'000, GeneratedBytes{bytes_of(generated_)}});
    segments.push_back({5'000, FileExtent{(folder_ / "file").string(), 100}});
    segments.push_back({192, ZeroBytes{}});
    image_.emplace(std::move(segments));
    expected_ = bytes_of(generated_ + content_.substr(100, 5'000) + std::string(192, '\0'));
  }
  base::ByteBuffer read(std::int64_t first, std::size_t blocks) {
    base::ByteBuffer out(blocks * 2048, 0xEE);
    const auto done = image_->read(BlockCount{first}, out);
    EXPECT_TRUE(done) << done.error().text;
    return out;
  }

  ScratchFolder folder_;
  std::string generated_ = pattern(3'000, 1);
  std::string content_ = pattern(6'000, 2);
  base::ByteBuffer expected_;
  std::optional<SegmentImage> image_;
};

TEST_F(SegmentImageOfThree, size_is_in_blocks) { EXPECT_EQ(image_->size(), BlockCount{4}); }

TEST_F(SegmentImageOfThree, whole_is_the_segments_one_after_another) { EXPECT_EQ(read(0, 4), expected_); }

TEST_F(SegmentImageOfThree, every_range_of_blocks_equals_that_part_of_the_whole) {
  for (std::size_t first = 0; first < 4; ++first) {
    for (std::size_t count = 0; first + count <= 4; ++count) {
      const auto begin = expected_.begin() + static_cast<std::ptrdiff_t>(first * 2048);
      EXPECT_EQ(read(static_cast<std::int64_t>(first), count),
                base::ByteBuffer(begin, begin + static_cast<std::ptrdiff_t>(count * 2048)))
          << first << "+" << count;
    }
  }
}

TEST_F(SegmentImageOfThree, past_the_end_are_zeros) {
  EXPECT_EQ(read(4, 1), base::ByteBuffer(2048));
  base::ByteBuffer last_and_more = read(3, 2);
  EXPECT_EQ(base::ByteBuffer(last_and_more.begin() + 2048, last_and_more.end()), base::ByteBuffer(2048));
}

TEST_F(SegmentImageOfThree, file_that_shrank_is_an_error_that_names_it) {
  fs::resize_file(folder_ / "file", 5'099);  // one byte less than the extent's end
  base::ByteBuffer out(4 * 2048);
  const auto done = image_->read(BlockCount{0}, out);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().path, (folder_ / "file").string());
  EXPECT_EQ(done.error().text, "the file has become shorter since it was mastered; master the tree again");
}

TEST_F(SegmentImageOfThree, file_that_is_gone_is_an_error_that_names_it) {
  fs::remove(folder_ / "file");
  base::ByteBuffer out(4 * 2048);
  const auto done = image_->read(BlockCount{0}, out);
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().path, (folder_ / "file").string());
  EXPECT_EQ(done.error().text, "No such file or directory; master the tree again");
}

TEST_F(SegmentImageOfThree, blocks_before_a_lost_file_are_still_there) {
  fs::remove(folder_ / "file");
  EXPECT_EQ(read(0, 1), base::ByteBuffer(expected_.begin(), expected_.begin() + 2048));
}

TEST_F(SegmentImageOfThree, file_that_grew_gives_the_bytes_it_had) {
  folder_.file("file", content_ + "more");
  EXPECT_EQ(read(0, 4), expected_);
}

TEST_F(SegmentImageOfThree, failed_read_can_be_tried_again) {
  fs::rename(folder_ / "file", folder_ / "away");
  base::ByteBuffer out(4 * 2048);
  EXPECT_FALSE(image_->read(BlockCount{0}, out));
  fs::rename(folder_ / "away", folder_ / "file");
  EXPECT_EQ(read(0, 4), expected_);
}

TEST(SegmentImage, many_files_block_by_block_in_random_order_equal_the_whole) {
  ScratchFolder folder;
  base::Prng chance{20'261};
  std::vector<Segment> segments;
  base::ByteBuffer expected;
  for (int number = 0; number < 60; ++number) {
    const std::string content = pattern(chance.below(9'000), chance.next());
    const std::string path = folder.file(std::to_string(number), content);
    segments.push_back({content.size(), FileExtent{path, 0}});
    expected.insert(expected.end(), content.begin(), content.end());
  }
  SegmentImage image{std::move(segments)};
  const auto blocks = static_cast<std::size_t>(image.size().value);
  expected.resize(blocks * 2048);
  std::vector<std::size_t> order(blocks);
  for (std::size_t i = 0; i < blocks; ++i) order[i] = i;
  for (std::size_t i = blocks; i > 1; --i) std::swap(order[i - 1], order[chance.below(i)]);
  base::ByteBuffer got(expected.size());
  for (const std::size_t block : order) {
    ASSERT_TRUE(
        image.read(BlockCount{static_cast<std::int64_t>(block)}, base::MutableBytes{got}.subspan(block * 2048, 2048)));
  }
  EXPECT_EQ(got, expected);
}

TEST(SegmentImage, empty_image_has_no_blocks) {
  SegmentImage image{{}};
  EXPECT_EQ(image.size(), BlockCount{0});
  base::ByteBuffer out(2048, 0xEE);
  EXPECT_TRUE(image.read(BlockCount{0}, out));
  EXPECT_EQ(out, base::ByteBuffer(2048));
}

TEST(SegmentImage, segments_of_no_bytes_are_passed_over) {
  std::vector<Segment> segments;
  segments.push_back({0, FileExtent{"/nowhere", 0}});
  segments.push_back({2048, GeneratedBytes{base::ByteBuffer(2048, 1)}});
  segments.push_back({0, FileExtent{"/nowhere", 0}});
  segments.push_back({2048, GeneratedBytes{base::ByteBuffer(2048, 2)}});
  segments.push_back({0, ZeroBytes{}});
  SegmentImage image{std::move(segments)};
  base::ByteBuffer out(2048);
  ASSERT_TRUE(image.read(BlockCount{1}, out));
  EXPECT_EQ(out, base::ByteBuffer(2048, 2));
}

TEST(OpenImageFile, last_block_is_filled_with_zeros) {
  ScratchFolder folder;
  const auto image = open_image_file(folder.file("image", std::string(2049, 'x')));
  ASSERT_TRUE(image);
  EXPECT_EQ((*image)->size(), BlockCount{2});
  base::ByteBuffer out(2048);
  ASSERT_TRUE((*image)->read(BlockCount{1}, out));
  base::ByteBuffer expected(2048);
  expected[0] = 'x';
  EXPECT_EQ(out, expected);
}

TEST(OpenImageFile, what_is_no_image_is_refused_with_a_remedy) {
  ScratchFolder folder;
  EXPECT_EQ(open_image_file(folder / "gone").error().text, "No such file or directory; name an image file");
  EXPECT_EQ(open_image_file(folder.path()).error().text, "not a file; name an image file");
  EXPECT_EQ(open_image_file(folder.file("empty")).error().text, "an empty file is no image; name an image file");
}

}  // namespace
}  // namespace driver::image
