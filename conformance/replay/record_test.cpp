#include "conformance/replay/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "conformance/link/commands.h"
#include "conformance/link/scripted_link.h"
#include "conformance/link/scripted_target.h"
#include "conformance/replay/trace_for_test.h"
#include "conformance/trace/payload.h"

namespace conformance::replay {
namespace {

using link::good;
using testing::HasSubstr;

constexpr auto capacity = "25 00 00 00 00 00 00 00 00 00";

TEST(Script, lines_are_commands_with_room_or_data) {
  const auto script = parse_script(
      "# a probe\n"
      "25 00 00 00 00 00 00 00 00 00 in 8   # READ CAPACITY\n"
      "\n"
      "  00 00 00 00 00 00\r\n"
      "2A00000000000000 0100 out 01 02");
  ASSERT_TRUE(script) << script.error();
  ASSERT_EQ(script->size(), 3U);
  EXPECT_EQ((*script)[0], (ScriptCommand{base::parse_hex(capacity).value(), 8, {}}));
  EXPECT_EQ((*script)[1], (ScriptCommand{base::ByteBuffer(6), 0, {}}));
  EXPECT_EQ((*script)[2].data_out, (base::ByteBuffer{1, 2}));
}

TEST(Script, wrong_lines_are_named) {
  EXPECT_THAT(parse_script("\n25 00\n").error(), HasSubstr("line 2: a CDB has 6, 10, 12 or 16 bytes, not 2"));
  EXPECT_THAT(parse_script("25 0Z 00").error(), HasSubstr("line 1"));
  EXPECT_THAT(parse_script("00 00 00 00 00 00 in x").error(), HasSubstr("\"x\" is no number of bytes"));
  EXPECT_THAT(parse_script("00 00 00 00 00 00 in 999999999999").error(), HasSubstr("no number of bytes"));
  EXPECT_THAT(parse_script("00 00 00 00 00 00 out 1").error(), HasSubstr("odd number"));
  EXPECT_THAT(parse_script("# nothing\n").error(), HasSubstr("no command"));
}

TEST(Script, identification_only_asks) {
  constexpr std::array<std::uint8_t, 16> asking{0x00, 0x12, 0x46, 0x4A, 0x5A, 0xBD, 0x51, 0x52,
                                                0x43, 0x25, 0x23, 0x5C, 0xAC, 0xAD, 0xA0, 0x03};
  for (const ScriptCommand& command : identification_script()) {
    EXPECT_NE(std::ranges::find(asking, command.cdb[0]), asking.end()) << link::command_text(command.cdb);
    EXPECT_EQ(command.cdb.size(), link::cdb_length(command.cdb[0])) << link::command_text(command.cdb);
    EXPECT_TRUE(command.data_out.empty());
  }
}

class RecordTest : public testing::Test {
 protected:
  std::expected<RecordSummary, RecordError> record_with(std::deque<link::ScriptedLink::Step> answers,
                                                        std::string_view script) {
    std::deque<link::ScriptedLink::Step> steps = link::identification_of_blank_bd_r();
    steps.insert(steps.end(), answers.begin(), answers.end());
    link::ScriptedTarget target({steps});
    return record(target, folder_.file(), parse_script(script).value(),
                  {.provenance = {"a test", trace::ProvenanceKind::assumed, ""}, .patience = link::no_waiting});
  }
  TraceFolder folder_;
};

TEST_F(RecordTest, answers_become_exchanges) {
  const auto summary = record_with({{capacity, good("00 00 00 00 00 00 08 00")},
                                    {"5C 00 00 00 00 00 00 00 0C 00", good("00 0A 00 00 00 10 00 00 00 0F 00 00")},
                                    {"43 00 00 00 00 00 00 00 0C 00", link::check_condition(5, 0x24, 0)}},
                                   "25 00 00 00 00 00 00 00 00 00 in 8\n5C 00 00 00 00 00 00 00 0C 00 in 12\n"
                                   "43 00 00 00 00 00 00 00 0C 00 in 12\n");
  ASSERT_TRUE(summary) << summary.error().text;
  EXPECT_EQ(summary->exchanges, 3U);
  auto reader = trace::Reader::open(folder_.file());
  ASSERT_TRUE(reader) << reader.error().text;
  EXPECT_EQ(reader->header().precondition, (trace::Precondition{0x41, "bd-r", trace::DiscState::blank}));
  const auto first = reader->next().value().value();
  EXPECT_EQ(first.in, trace::Payload(trace::HexPayload{{0, 0, 0, 0, 0, 0, 8, 0}}));
  EXPECT_EQ(first.expected, 8U);
  const auto second = reader->next().value().value();
  EXPECT_EQ(second.masks, (std::vector<trace::Mask>{{trace::Part::in, 8, 4, "buffer level"}}));
  const auto third = reader->next().value().value();
  EXPECT_EQ(third.status, 2);
  EXPECT_EQ(third.sense.size(), 18U);
  EXPECT_FALSE(reader->next().value());
}

TEST_F(RecordTest, target_lost_half_way_leaves_no_file) {
  const auto summary = record_with({}, "25 00 00 00 00 00 00 00 00 00 in 8");
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, RecordError::Kind::target_lost);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.file().parent_path()));
}

TEST_F(RecordTest, place_that_cannot_be_written_is_refused) {
  link::ScriptedTarget target({link::identification_of_blank_bd_r()});
  const auto summary = record(target, folder_.file() / "x.bbt", {}, {.provenance = {}, .patience = link::no_waiting});
  ASSERT_FALSE(summary);
  EXPECT_EQ(summary.error().kind, RecordError::Kind::unwritable);
}

}  // namespace
}  // namespace conformance::replay
