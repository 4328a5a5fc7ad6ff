#include "conformance/trace/payload.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/trace/text_file.h"
#include "emulator/base/hex.h"

namespace conformance::trace {
namespace {

using base::literals::operator""_hex;

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = testing::TempDir() + "bbt-payload-XXXXXX";
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// NIST, SHA-256 example "abc".
constexpr auto abc_digest = "BA7816BF 8F01CFEA 414140DE 5DAE2223 B00361A3 96177A9C B410FF61 F20015AD"_hex;
constexpr auto abc = "61 62 63"_hex;

TEST(Payload, sha256_has_the_published_value) { EXPECT_EQ(sha256(abc), abc_digest); }

TEST(Payload, size_is_that_of_the_bytes) {
  EXPECT_EQ(size_of(Payload(HexPayload{{1, 2, 3}})), 3U);
  EXPECT_EQ(size_of(Payload(FillPayload{0, 70'000})), 70'000U);
  EXPECT_EQ(size_of(Payload(DigestPayload{5, {}, {}})), 5U);
  EXPECT_EQ(size_of(std::optional<Payload>()), 0U);
}

TEST(Payload, equals_compares_every_form_with_bytes) {
  EXPECT_TRUE(equals(HexPayload{{1, 2}}, "01 02"_hex));
  EXPECT_FALSE(equals(HexPayload{{1, 2}}, "01 03"_hex));
  EXPECT_TRUE(equals(FillPayload{7, 2}, "07 07"_hex));
  EXPECT_FALSE(equals(FillPayload{7, 2}, "07 08"_hex));
  EXPECT_FALSE(equals(FillPayload{7, 2}, "07 07 07"_hex));
  EXPECT_TRUE(equals(DigestPayload{3, abc_digest, {}}, abc));
  EXPECT_FALSE(equals(DigestPayload{3, abc_digest, {}}, "61 62 64"_hex));
}

TEST(Payload, first_difference_names_the_first_unmasked_byte) {
  EXPECT_EQ(first_difference("00 01 02"_hex, "00 01 02"_hex), std::nullopt);
  EXPECT_EQ(first_difference("00 01 02"_hex, "00 11 12"_hex), 1U);
  const std::vector<Mask> masks{{Part::in, 1, 1, "varies"}};
  EXPECT_EQ(first_difference("00 01 02"_hex, "00 11 02"_hex, masks), std::nullopt);
  EXPECT_EQ(first_difference("00 01 02"_hex, "00 11 12"_hex, masks), 2U);
  EXPECT_EQ(first_difference("00 01 02"_hex, "00 11 02"_hex, masks, Part::sense), 1U) << "a mask of another part";
}

TEST(Payload, shorter_side_differs_at_its_end_even_under_a_mask) {
  const std::vector<Mask> masks{{Part::in, 0, 100, "all"}};
  EXPECT_EQ(first_difference("00 01"_hex, "00 01 02"_hex, masks), 2U);
  EXPECT_EQ(first_difference("00 01 02"_hex, "00"_hex, masks), 1U);
}

TEST(Payload, load_gives_the_bytes_of_every_form) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "t.data") << "xxabc";
  EXPECT_EQ(load(HexPayload{{1, 2}}, folder.path()), (base::ByteBuffer{1, 2}));
  EXPECT_EQ(load(FillPayload{9, 3}, folder.path()), (base::ByteBuffer{9, 9, 9}));
  EXPECT_EQ(load(DigestPayload{3, abc_digest, DataPlace{"t.data", 2}}, folder.path()),
            (base::ByteBuffer{'a', 'b', 'c'}));
}

TEST(Payload, offset_into_a_compressed_file_is_one_of_its_content) {
  const TemporaryFolder folder;
  auto sink = LineSink::create(folder.path() / "t.data.zst", true);
  ASSERT_TRUE(sink && sink->write(std::string(200'000, 'x') + "abc") && sink->close());
  const auto loaded = [&](std::uint64_t offset) {
    return load(DigestPayload{3, abc_digest, DataPlace{"t.data.zst", offset}}, folder.path());
  };
  EXPECT_EQ(loaded(200'000), (base::ByteBuffer{'a', 'b', 'c'}));
  EXPECT_THAT(loaded(199'999).error().text, testing::HasSubstr("not the recorded ones"));
  EXPECT_THAT(loaded(200'002).error().text, testing::HasSubstr("has no 3 bytes at 200002"));
}

TEST(Payload, load_refuses_bytes_that_are_missing_or_not_the_recorded_ones) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "t.data") << "xxabc";
  const auto error = [&](std::optional<DataPlace> place) {
    const auto bytes = load(DigestPayload{3, abc_digest, std::move(place)}, folder.path());
    return bytes ? "loaded" : bytes.error().text;
  };
  EXPECT_THAT(error(std::nullopt), testing::HasSubstr("by digest only"));
  EXPECT_THAT(error(DataPlace{"t.data", 3}), testing::HasSubstr("has no 3 bytes at 3"));
  EXPECT_THAT(error(DataPlace{"other.data", 0}), testing::HasSubstr("other.data"));
  EXPECT_THAT(error(DataPlace{"t.data", 1}), testing::HasSubstr("not the recorded ones"));
}

}  // namespace
}  // namespace conformance::trace
