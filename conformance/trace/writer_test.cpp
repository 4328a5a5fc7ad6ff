#include "conformance/trace/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "conformance/trace/payload.h"
#include "conformance/trace/reader.h"

namespace conformance::trace {
namespace {

using testing::ContainsRegex;
using testing::HasSubstr;

class TraceFile : public testing::Test {
 protected:
  TraceFile() {
    std::string name = testing::TempDir() + "bbt-writer-XXXXXX";
    folder_ = mkdtemp(name.data());
  }
  ~TraceFile() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path path(std::string_view name) const { return folder_ / name; }

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) names.push_back(entry.path().filename());
    std::ranges::sort(names);
    return names;
  }

  static Header header() {
    return {
        {"BURNBNCH", "GENERIC BD", "1.00"}, {0x41, "bd-r", DiscState::blank}, {"a test", ProvenanceKind::assumed, ""}};
  }

  // A trace of a TEST UNIT READY and of one WRITE (10) for each of `writes`.
  void write(std::string_view name, const std::vector<base::ByteBuffer>& writes) const {
    auto writer = Writer::create(path(name), header());
    ASSERT_TRUE(writer) << writer.error().text;
    Exchange ready;
    ready.cdb = {0, 0, 0, 0, 0, 0};
    ASSERT_TRUE(writer->add(ready));
    for (const base::ByteBuffer& data : writes) {
      Exchange exchange;
      exchange.cdb = {0x2A, 0, 0, 0, 0, 0, 0, 0, 1, 0};
      exchange.out = writer->keep(data).value();
      ASSERT_TRUE(writer->add(exchange));
    }
    ASSERT_TRUE(writer->finish());
  }

  [[nodiscard]] std::vector<Exchange> read(std::string_view name) const {
    std::vector<Exchange> exchanges;
    auto reader = Reader::open(path(name));
    EXPECT_TRUE(reader) << reader.error().text;
    if (!reader) return exchanges;
    while (true) {
      auto exchange = reader->next();
      EXPECT_TRUE(exchange) << exchange.error().text;
      if (!exchange || !*exchange) return exchanges;
      exchanges.push_back(**std::move(exchange));
    }
  }

  [[nodiscard]] std::string bytes_of(std::string_view name) const {
    std::ostringstream text;
    text << std::ifstream(path(name), std::ios::binary).rdbuf();
    return text.str();
  }

  void put(std::string_view name, std::string_view bytes) const {
    std::ofstream(path(name), std::ios::binary) << bytes;
  }

  [[nodiscard]] std::string error_of(std::string_view name) const {
    const auto checked = check(path(name));
    if (checked) return "accepted";
    EXPECT_EQ(checked.error().kind, TraceError::Kind::bad_input);
    EXPECT_THAT(checked.error().text, HasSubstr(std::string(name))) << "an error names its file";
    EXPECT_EQ(checked.error().text.find('\n'), std::string::npos) << "an error is one line";
    EXPECT_THAT(checked.error().text, ContainsRegex("; (give one that bbburn --record|record it again|record each)"))
        << "an error says what to do";
    return checked.error().text;
  }

 private:
  std::filesystem::path folder_;
};

base::ByteBuffer ramp(std::size_t size) {
  base::ByteBuffer bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i);
  return bytes;
}

TEST_F(TraceFile, what_is_written_is_read) {
  write("t.bbt", {{1, 2, 3}, ramp(5000)});
  const auto exchanges = read("t.bbt");
  ASSERT_EQ(exchanges.size(), 3U);
  EXPECT_EQ(exchanges[0].out, std::nullopt);
  EXPECT_EQ(exchanges[1].out, Payload(HexPayload{{1, 2, 3}}));
  EXPECT_EQ(load(*exchanges[2].out, path("")), ramp(5000));
  EXPECT_EQ(check(path("t.bbt"))->header, header());
  EXPECT_EQ(check(path("t.bbt"))->exchanges, 3U);
}

TEST_F(TraceFile, compressed_trace_is_smaller_and_reads_the_same) {
  const std::vector<base::ByteBuffer> writes(50, base::ByteBuffer(4000, 1));
  write("t.bbt", writes);
  write("t.bbt.zst", writes);
  EXPECT_EQ(read("t.bbt"), read("t.bbt.zst"));
  EXPECT_LT(bytes_of("t.bbt.zst").size() * 10, bytes_of("t.bbt").size());
}

TEST_F(TraceFile, payload_boundaries_choose_the_form) {
  write("t.bbt", {ramp(4096), ramp(4097), base::ByteBuffer(4097, 7)});
  const auto exchanges = read("t.bbt");
  ASSERT_EQ(exchanges.size(), 4U);
  EXPECT_TRUE(std::holds_alternative<HexPayload>(*exchanges[1].out));
  EXPECT_TRUE(std::holds_alternative<DigestPayload>(*exchanges[2].out));
  EXPECT_EQ(*exchanges[3].out, Payload(FillPayload{7, 4097}));
}

TEST_F(TraceFile, equal_payloads_are_kept_once) {
  write("t.bbt", {ramp(5000), ramp(6000), ramp(5000)});
  EXPECT_EQ(bytes_of("t.bbt.data").size(), 11'000U);
  const auto exchanges = read("t.bbt");
  EXPECT_EQ(exchanges.at(1).out, exchanges.at(3).out);
}

TEST_F(TraceFile, unfinished_trace_leaves_nothing) {
  {
    auto writer = Writer::create(path("t.bbt"), header());
    ASSERT_TRUE(writer->keep(ramp(5000)));
    EXPECT_EQ(names(), (std::vector<std::string>{"t.bbt.data.partial", "t.bbt.partial"}));
  }
  EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_F(TraceFile, place_that_cannot_be_written_is_refused) {
  const auto writer = Writer::create(path("no-such-folder") / "t.bbt", header());
  ASSERT_FALSE(writer);
  EXPECT_EQ(writer.error().kind, TraceError::Kind::unwritable);
  EXPECT_THAT(writer.error().text, HasSubstr("t.bbt: cannot be written"));
}

TEST_F(TraceFile, pipe_or_folder_is_no_trace_and_stays) {
  ASSERT_EQ(mkfifo(path("pipe").c_str(), 0600), 0);
  std::filesystem::create_directory(path("folder"));
  for (const auto& [name, reason] :
       {std::pair{"pipe", "neither new nor a file"}, std::pair{"folder", "it is a folder"}}) {
    const auto writer = Writer::create(path(name), header());
    ASSERT_FALSE(writer);
    EXPECT_THAT(writer.error().text, HasSubstr(std::string(name) + ": cannot be written: " + reason));
  }
  EXPECT_EQ(names(), (std::vector<std::string>{"folder", "pipe"}));
}

TEST_F(TraceFile, link_keeps_pointing_to_the_trace) {
  put("real.bbt", "old");
  std::filesystem::create_symlink("real.bbt", path("link.bbt"));
  write("link.bbt", {ramp(5000)});
  EXPECT_EQ(std::filesystem::read_symlink(path("link.bbt")), "real.bbt");
  EXPECT_EQ(read("real.bbt").size(), 2U);
  EXPECT_EQ(names(), (std::vector<std::string>{"link.bbt", "real.bbt", "real.bbt.data"}));
}

// What cannot be said in JSON is met before the first command, not at the first large payload.
TEST_F(TraceFile, name_that_is_no_utf_8_is_refused) {
  const auto writer = Writer::create(path("b\xE9ton.bbt"), header());
  ASSERT_FALSE(writer);
  EXPECT_THAT(writer.error().text, HasSubstr("not UTF-8"));
  EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_F(TraceFile, truncation_at_every_line_is_refused) {
  write("t.bbt", {{1}, {2}});
  const std::string text = bytes_of("t.bbt");
  for (std::size_t at = text.find('\n'); at + 1 < text.size(); at = text.find('\n', at + 1)) {
    put("cut.bbt", text.substr(0, at + 1));
    EXPECT_THAT(error_of("cut.bbt"), HasSubstr("truncated")) << at;
  }
}

TEST_F(TraceFile, truncation_within_the_compressed_data_is_refused) {
  write("t.bbt.zst", {{1}, {2}});
  const std::string data = bytes_of("t.bbt.zst");
  put("cut.bbt.zst", data.substr(0, data.size() / 2));
  EXPECT_NE(error_of("cut.bbt.zst"), "accepted");
  put("plain.bbt.zst", "not zstd at all, but long enough to see that");
  EXPECT_THAT(error_of("plain.bbt.zst"), HasSubstr("zstd"));
}

TEST_F(TraceFile, foreign_files_are_refused) {
  put("empty.bbt", "");
  EXPECT_THAT(error_of("empty.bbt"), HasSubstr("empty"));
  put("text.bbt", "hello\n");
  EXPECT_THAT(error_of("text.bbt"), HasSubstr("not a trace"));
  put("end.bbt", "{\"end\":0}\n");
  EXPECT_THAT(error_of("end.bbt"), HasSubstr("not a header"));
  put("long.bbt", std::string(3U << 20, 'x'));
  EXPECT_THAT(error_of("long.bbt"), HasSubstr("longer than any line"));
  EXPECT_THAT(error_of("absent.bbt"), HasSubstr("cannot be read"));
  EXPECT_THAT(error_of(std::string(300, 'n')), HasSubstr("cannot be read: File name too long"));
}

TEST_F(TraceFile, end_that_disagrees_or_is_not_the_end_is_refused) {
  write("t.bbt", {{1}});
  std::string text = bytes_of("t.bbt");
  put("more.bbt", text + "{\"end\":2}\n");
  EXPECT_THAT(error_of("more.bbt"), HasSubstr("after its end"));
  text.replace(text.find("{\"end\":2}"), 9, "{\"end\":3}");
  put("count.bbt", text);
  EXPECT_THAT(error_of("count.bbt"), HasSubstr("holds 2 exchanges and its end says 3"));
}

TEST_F(TraceFile, damaged_line_is_named_by_number) {
  write("t.bbt", {{1}});
  std::string text = bytes_of("t.bbt");
  text.replace(text.find("\"2A 00"), 6, "\"2A 0Z");
  put("bad.bbt", text);
  EXPECT_THAT(error_of("bad.bbt"), HasSubstr("line 3 is wrong: \"cdb\" is not hex"));
}

}  // namespace
}  // namespace conformance::trace
