#include "conformance/trace/content_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/trace/text_file.h"

namespace conformance::trace {
namespace {

using testing::HasSubstr;

class ContentSourceTest : public testing::Test {
 protected:
  ContentSourceTest() {
    std::string name = testing::TempDir() + "bbt-content-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~ContentSourceTest() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path path(std::string_view name) const { return folder_ / name; }

  void put(std::string_view name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
  }

  // `text` and a line feed, compressed.
  void compress(std::string_view name, std::string_view text) const {
    auto sink = LineSink::create(path(name), true);
    ASSERT_TRUE(sink && sink->write(text) && sink->close());
  }

  // What next() gives until it gives nothing, or "refused: " and the reason.
  [[nodiscard]] std::string content(std::string_view name) const {
    auto source = ContentSource::open(path(name));
    if (!source) return "refused: " + source.error();
    std::string text;
    while (true) {
      const auto chunk = source->next();
      if (!chunk) return "refused: " + chunk.error();
      if (chunk->empty()) return text;
      text.append(chunk->begin(), chunk->end());
    }
  }

  std::filesystem::path folder_;
};

// Numbers, so that no part of it equals another.
std::string long_text() {
  std::string text;
  while (text.size() < 300'000) text += std::to_string(text.size()) + " ";
  return text;
}

TEST_F(ContentSourceTest, plain_file_is_given_as_it_is) {
  put("plain", long_text());
  EXPECT_EQ(content("plain"), long_text());
  put("empty", "");
  EXPECT_EQ(content("empty"), "");
}

TEST_F(ContentSourceTest, compressed_file_is_given_decompressed_over_many_chunks) {
  compress("long.zst", long_text());
  EXPECT_EQ(content("long.zst"), long_text() + "\n");
}

TEST_F(ContentSourceTest, what_expands_a_thousandfold_is_given_a_chunk_at_a_time) {
  compress("zeros.zst", std::string(10U << 20, '0'));
  ASSERT_LT(std::filesystem::file_size(path("zeros.zst")), 10U << 10);
  auto source = ContentSource::open(path("zeros.zst"));
  ASSERT_TRUE(source);
  std::size_t total = 0;
  for (auto chunk = source->next(); chunk && !chunk->empty(); chunk = source->next()) {
    EXPECT_LE(chunk->size(), 64U << 10);
    total += chunk->size();
  }
  EXPECT_EQ(total, (10U << 20) + 1);
}

TEST_F(ContentSourceTest, truncated_or_foreign_data_is_refused) {
  compress("long.zst", long_text());
  std::filesystem::copy_file(path("long.zst"), path("cut.zst"));
  std::filesystem::resize_file(path("cut.zst"), std::filesystem::file_size(path("long.zst")) - 1);
  EXPECT_EQ(content("cut.zst"), "refused: the compressed data ends in the middle");
  put("foreign.zst", "not zstd at all, but long enough to see that");
  EXPECT_THAT(content("foreign.zst"), HasSubstr("refused: zstd: "));
}

TEST_F(ContentSourceTest, what_is_no_file_is_refused) {
  EXPECT_EQ(content("absent"), "refused: No such file or directory");
  EXPECT_EQ(content("."), "refused: it is a folder");
}

}  // namespace
}  // namespace conformance::trace
