#include "conformance/trace/data_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "conformance/trace/payload.h"
#include "conformance/trace/text_file.h"
#include "conformance/trace/writer.h"

namespace conformance::trace {
namespace {

using testing::HasSubstr;

base::ByteBuffer ramp(std::size_t size, std::uint8_t first) {
  base::ByteBuffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(first + i);
  return bytes;
}

// A trace of two kept payloads, the first of which came back too: 5000 bytes at 0 and 6000 at 5000.
class DataCheck : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = testing::TempDir() + "data-check-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
    auto writer = Writer::create(trace(), {{"V", "P", "1"}, {0x0041, "bd-r", DiscState::blank}, {"a test", {}, {}}});
    ASSERT_TRUE(writer);
    const auto first = writer->keep(ramp(5000, 1)).value();
    const auto second = writer->keep(ramp(6000, 2)).value();
    ASSERT_TRUE(writer->add({.cdb = base::ByteBuffer(10), .out = second}));
    ASSERT_TRUE(writer->add({.cdb = base::ByteBuffer(10), .out = first, .in = first}));
    ASSERT_TRUE(writer->finish());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  [[nodiscard]] std::filesystem::path trace() const { return folder_ / "t.bbt"; }
  [[nodiscard]] std::filesystem::path data() const { return folder_ / "t.bbt.data"; }
  // Empty where all is well.
  [[nodiscard]] std::string said() const {
    const auto checked = check_with_data(trace());
    if (checked) return checked->exchanges == 2 ? "" : "wrong count";
    EXPECT_EQ(checked.error().kind, TraceError::Kind::bad_input);
    return checked.error().text;
  }
  void flip_byte(std::uint64_t at) const {
    std::fstream file(data(), std::ios::binary | std::ios::in | std::ios::out);
    file.seekg(static_cast<std::streamoff>(at));
    const int was = file.get();
    file.seekp(static_cast<std::streamoff>(at));
    file.put(static_cast<char>(was ^ 1));
  }
  std::filesystem::path folder_;
};

TEST_F(DataCheck, whole_trace_is_well) { EXPECT_EQ(said(), ""); }

TEST_F(DataCheck, any_changed_byte_of_a_payload_is_found) {
  for (const std::uint64_t at : {0U, 4999U, 5000U, 10'999U}) {
    flip_byte(at);
    EXPECT_THAT(said(), HasSubstr("t.bbt.data: the bytes at " + std::string(at < 5000 ? "0" : "5000") +
                                  " are not the recorded ones; take the data file that came with the trace"));
    flip_byte(at);
  }
  EXPECT_EQ(said(), "");
}

TEST_F(DataCheck, short_or_missing_data_file_is_named) {
  std::filesystem::resize_file(data(), 10'999);
  EXPECT_THAT(said(), HasSubstr("t.bbt.data: has no 6000 bytes at 5000; put the trace's data file beside the trace"));
  std::filesystem::remove(data());
  EXPECT_THAT(said(), HasSubstr("t.bbt.data: has no 5000 bytes at 0; put"));
}

TEST_F(DataCheck, truncated_trace_is_told_before_its_data) {
  std::filesystem::resize_file(trace(), std::filesystem::file_size(trace()) - 10);
  std::filesystem::remove(data());
  EXPECT_THAT(said(), HasSubstr("t.bbt: "));
}

// Places in a compressed file, some of which overlap: an earlier place is read although a later one was.
TEST_F(DataCheck, compressed_data_file_is_read_by_its_content) {
  const base::ByteBuffer content = ramp(300'000, 7);
  auto sink = LineSink::create(folder_ / "p.data.zst", true);
  ASSERT_TRUE(sink);
  ASSERT_TRUE(sink->write(std::string_view(reinterpret_cast<const char*>(content.data()), content.size())));
  ASSERT_TRUE(sink->close());
  const auto piece = [&](std::uint64_t offset, std::size_t length) {
    return DigestPayload{length, sha256(base::Bytes(content).subspan(offset, length)), DataPlace{"p.data.zst", offset}};
  };
  auto writer = Writer::create(trace(), {{"V", "P", "1"}, {0x0041, "bd-r", DiscState::blank}, {"a test", {}, {}}});
  ASSERT_TRUE(writer);
  for (const auto& payload : {piece(0, 200'000), piece(100'000, 5000), piece(290'000, 10'000)}) {
    ASSERT_TRUE(writer->add({.cdb = base::ByteBuffer(10), .out = payload}));
  }
  ASSERT_TRUE(writer->finish());
  EXPECT_TRUE(check_with_data(trace())) << check_with_data(trace()).error().text;
  DigestPayload wrong = piece(290'000, 10'000);
  wrong.sha256[0] ^= 1;
  auto other = Writer::create(trace(), {{"V", "P", "1"}, {0x0041, "bd-r", DiscState::blank}, {"a test", {}, {}}});
  ASSERT_TRUE(other);
  ASSERT_TRUE(other->add({.cdb = base::ByteBuffer(10), .out = wrong}));
  ASSERT_TRUE(other->finish());
  EXPECT_THAT(check_with_data(trace()).error().text, HasSubstr("the bytes at 290000 are not the recorded ones"));
}

}  // namespace
}  // namespace conformance::trace
