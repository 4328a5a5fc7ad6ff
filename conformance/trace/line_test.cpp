#include "conformance/trace/line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "emulator/base/hex.h"

namespace conformance::trace {
namespace {

using testing::HasSubstr;

constexpr std::string_view header_text = R"({"format":"burnbench-trace","version":1,)"
                                         R"("drive":{"vendor":"BURNBNCH","product":"GENERIC BD","revision":"1.00"},)"
                                         R"("precondition":{"profile":"0041","medium":"bd-r","state":"blank"},)"
                                         R"("provenance":{"source":"bbcheck record","kind":"assumed","comment":""}})";

constexpr std::string_view exchange_text =
    R"({"nexus":1,"cdb":"43 02 00 00 00 00 AA 01 2C 00","expected":300,)"
    R"("in":{"hex":"00 0A 01 01"},"status":"02","sense":"70 00 05","start":12,"duration":3,)"
    R"("masks":[{"part":"in","offset":2,"length":1,"reason":"first track"}]})";

base::ByteBuffer bytes(std::string_view hex) { return base::parse_hex(hex).value(); }

Exchange exchange_with(std::string_view out) {
  const auto line = decode(R"({"nexus":0,"cdb":"2A 00 00 00 00 00 00 00 02 00","expected":0,"out":)" +
                           std::string(out) + R"(,"status":"00","start":0,"duration":0})");
  EXPECT_TRUE(line) << line.error();
  return line ? std::get<Exchange>(*line) : Exchange{};
}

std::string error_of(std::string_view text) {
  const auto line = decode(text);
  return line ? "accepted" : line.error();
}

std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result(text);
  const std::size_t at = result.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return result.replace(at, from.size(), to);
}

TEST(Line, header_is_read_and_written_as_the_same_text) {
  const auto line = decode(header_text);
  ASSERT_TRUE(line) << line.error();
  const auto& header = std::get<Header>(*line);
  EXPECT_EQ(header.drive.product, "GENERIC BD");
  EXPECT_EQ(header.precondition.profile, 0x0041);
  EXPECT_EQ(header.precondition.medium, "bd-r");
  EXPECT_EQ(header.precondition.state, DiscState::blank);
  EXPECT_EQ(header.provenance.kind, ProvenanceKind::assumed);
  EXPECT_EQ(encode(header), header_text);
}

TEST(Line, header_without_a_medium_says_null) {
  const auto line = decode(replaced(header_text, "\"bd-r\"", "null"));
  ASSERT_TRUE(line) << line.error();
  EXPECT_FALSE(std::get<Header>(*line).precondition.medium);
  EXPECT_THAT(encode(std::get<Header>(*line)), HasSubstr("\"medium\":null"));
}

TEST(Line, exchange_is_read_and_written_as_the_same_text) {
  const auto line = decode(exchange_text);
  ASSERT_TRUE(line) << line.error();
  const auto& exchange = std::get<Exchange>(*line);
  EXPECT_EQ(exchange.nexus, 1U);
  EXPECT_EQ(exchange.cdb, bytes("43 02 00 00 00 00 AA 01 2C 00"));
  EXPECT_EQ(exchange.expected, 300U);
  EXPECT_EQ(exchange.out, std::nullopt);
  EXPECT_EQ(exchange.in, Payload(HexPayload{bytes("00 0A 01 01")}));
  EXPECT_EQ(exchange.status, 2);
  EXPECT_EQ(exchange.sense, bytes("70 00 05"));
  EXPECT_EQ(exchange.start.count(), 12);
  EXPECT_EQ(exchange.duration.count(), 3);
  EXPECT_EQ(exchange.masks, (std::vector<Mask>{{Part::in, 2, 1, "first track"}}));
  EXPECT_EQ(encode(exchange), exchange_text);
}

TEST(Line, payload_may_be_a_fill) {
  EXPECT_EQ(exchange_with(R"({"fill":255,"length":65536})").out, Payload(FillPayload{0xFF, 65536}));
}

TEST(Line, payload_may_be_a_digest_with_a_place) {
  const std::string digest(64, 'a');
  const Payload expected = [] {
    DigestPayload payload{65536, {}, DataPlace{"burn.bbt.data", 4096}};
    payload.sha256.fill(0xAA);
    return payload;
  }();
  const Exchange exchange =
      exchange_with(R"({"length":65536,"sha256":")" + digest + R"(","from":{"file":"burn.bbt.data","offset":4096}})");
  EXPECT_EQ(exchange.out, expected);
  EXPECT_EQ(std::get<Exchange>(*decode(encode(exchange))), exchange);
}

TEST(Line, end_is_a_count) {
  const auto line = decode(R"({"end":7})");
  ASSERT_TRUE(line) << line.error();
  EXPECT_EQ(std::get<End>(*line), End{7});
  EXPECT_EQ(encode(End{7}), R"({"end":7})");
}

TEST(Line, comment_is_allowed_everywhere_and_other_keys_nowhere) {
  EXPECT_TRUE(decode(R"({"end":7,"comment":"seven"})"));
  EXPECT_THAT(error_of(R"({"end":7,"sum":1})"), HasSubstr("\"sum\" is not a key"));
  EXPECT_THAT(error_of(replaced(exchange_text, "\"start\"", "\"begin\"")), HasSubstr("\"start\" is missing"));
  EXPECT_THAT(error_of(replaced(exchange_text, "\"masks\"", "\"mask\"")), HasSubstr("\"mask\" is not a key"));
}

TEST(Line, what_is_not_a_line_of_the_format_is_refused_with_the_reason) {
  EXPECT_EQ(error_of("%PDF-1.4"), "it is not JSON");
  EXPECT_EQ(error_of("[1]"), "it is not a JSON object");
  EXPECT_THAT(error_of(replaced(header_text, "burnbench-trace", "usbmon")), HasSubstr("burnbench-trace"));
  EXPECT_THAT(error_of(replaced(header_text, "\"version\":1", "\"version\":2")), HasSubstr("version 2"));
  EXPECT_THAT(error_of(replaced(header_text, "\"version\":1", "\"version\":0")), HasSubstr("begin at 1"));
  EXPECT_THAT(error_of(replaced(header_text, "\"0041\"", "\"41\"")), HasSubstr("four hex digits"));
  EXPECT_THAT(error_of(replaced(header_text, "\"blank\"", "\"empty\"")), HasSubstr("none of absent, blank"));
  EXPECT_THAT(error_of(replaced(header_text, "\"assumed\"", "\"guessed\"")), HasSubstr("none of attested"));
}

TEST(Line, members_of_an_exchange_are_checked) {
  EXPECT_THAT(error_of(replaced(exchange_text, "43 02 00", "43 02")), HasSubstr("\"cdb\" has 9 bytes"));
  EXPECT_THAT(error_of(replaced(exchange_text, "43 02 00", "4Z 02 00")), HasSubstr("\"cdb\" is not hex"));
  EXPECT_THAT(error_of(replaced(exchange_text, "\"expected\":300", "\"expected\":-1")), HasSubstr("whole number"));
  EXPECT_THAT(error_of(replaced(exchange_text, "\"status\":\"02\"", "\"status\":\"0200\"")),
              HasSubstr("two hex digits"));
  EXPECT_THAT(error_of(replaced(exchange_text, "\"part\":\"in\"", "\"part\":\"cdb\"")), HasSubstr("neither"));
  EXPECT_THAT(error_of(replaced(exchange_text, "{\"hex\":\"00 0A 01 01\"}", "\"00\"")), HasSubstr("not an object"));
  EXPECT_THAT(error_of(replaced(exchange_text, "{\"hex\":\"00 0A 01 01\"}", "{\"fill\":256,\"length\":1}")),
              HasSubstr("limit is 255"));
  EXPECT_THAT(error_of(replaced(exchange_text, "{\"hex\":\"00 0A 01 01\"}", "{\"length\":1,\"sha256\":\"00\"}")),
              HasSubstr("not 32 bytes"));
}

TEST(Line, payload_may_not_leave_the_folder_of_the_trace) {
  for (const auto* file : {"/etc/passwd", "../key", "a/../../key", "..", "", "a/.."}) {
    const std::string out =
        R"({"length":1,"sha256":")" + std::string(64, '0') + R"(","from":{"file":")" + file + R"(","offset":0}})";
    EXPECT_THAT(error_of(replaced(exchange_text, R"({"hex":"00 0A 01 01"})", out)), HasSubstr("leaves the folder"))
        << file;
  }
}

TEST(Line, hex_payload_over_4096_bytes_is_refused) {
  std::string hex;
  for (int i = 0; i < 4097; ++i) hex += "00";
  EXPECT_THAT(error_of(replaced(exchange_text, "00 0A 01 01", hex)), HasSubstr("over 4096 bytes"));
}

}  // namespace
}  // namespace conformance::trace
