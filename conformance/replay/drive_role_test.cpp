#include "conformance/replay/drive_role.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/link/sense.h"
#include "conformance/replay/trace_for_test.h"

namespace conformance::replay {
namespace {

using testing::HasSubstr;
using Verdict = ReplayResult::Verdict;

constexpr auto tur = "00 00 00 00 00 00";
constexpr auto capacity = "25 00 00 00 00 00 00 00 00 00";
constexpr auto write = "2A 00 00 00 00 10 00 00 01 00";

class DriveRoleTest : public testing::Test {
 protected:
  void play(const std::vector<RecordedCommand>& commands, Waiting waiting = Waiting::as_recorded) {
    folder_.write(commands);
    role_ = std::make_unique<DriveRole>(trace::Reader::open(folder_.file()).value(), repository_sheets(), waiting);
  }
  // Sends a command as a target would hand it over, and says what it is answered.
  std::string send(std::string_view cdb, const base::ByteBuffer& data_out = {}, std::uint32_t nexus = 0) {
    base::ByteBuffer bytes = base::parse_hex(cdb).value();
    bytes.resize(16);
    const link::Answer answer = role_->answer({nexus, bytes, data_out});
    const std::string text = link::outcome_text(answer.status, answer.sense);
    return answer.data_in.empty() ? text : text + ", " + base::format_hex(answer.data_in);
  }
  ReplayResult finish() {
    auto result = role_->finish();
    EXPECT_TRUE(result) << result.error().text;
    return result.value_or(ReplayResult{});
  }
  // The whole difference after a command that must be wrong.
  std::string difference() {
    const ReplayResult result = finish();
    EXPECT_EQ(result.verdict, Verdict::fail);
    return result.reason;
  }

  TraceFolder folder_;
  std::unique_ptr<DriveRole> role_;
};

TEST_F(DriveRoleTest, recorded_commands_get_recorded_answers) {
  play({{.cdb = tur, .sense = "06 29 00"},
        {.cdb = capacity, .in = "00 00 00 01 00 00 08 00"},
        {.cdb = write, .out = {1, 2}}});
  EXPECT_EQ(send(tur), "CHECK CONDITION 6/29/00");
  EXPECT_EQ(send(capacity), "GOOD, 00 00 00 01 00 00 08 00");
  EXPECT_EQ(send(write, {1, 2}), "GOOD");
  const ReplayResult result = finish();
  EXPECT_EQ(result.verdict, Verdict::pass) << result.reason;
  EXPECT_EQ(result.judged, 3U);
  EXPECT_EQ(result.exchanges, 3U);
}

TEST_F(DriveRoleTest, noise_may_be_absent) {
  play({{.cdb = tur}, {.cdb = tur}, {.cdb = capacity, .in = "00"}, {.cdb = tur}});
  EXPECT_EQ(send(capacity), "GOOD, 00");
  const ReplayResult result = finish();
  EXPECT_EQ(result.verdict, Verdict::pass) << result.reason;
  EXPECT_EQ(result.passed_over, 3U);
}

TEST_F(DriveRoleTest, noise_may_be_repeated_and_hears_the_last_answer) {
  play({{.cdb = tur, .sense = "02 04 08"}, {.cdb = tur}, {.cdb = capacity, .in = "00"}});
  EXPECT_EQ(send(tur), "CHECK CONDITION 2/04/08");
  EXPECT_EQ(send(tur), "GOOD");
  EXPECT_EQ(send(tur), "GOOD");
  EXPECT_EQ(send(capacity), "GOOD, 00");
  EXPECT_EQ(send(tur), "GOOD");
  EXPECT_EQ(finish().verdict, Verdict::pass);
}

TEST_F(DriveRoleTest, recorded_waiting_can_be_cut_short) {
  play({{.cdb = tur, .sense = "02 04 07"},
        {.cdb = tur, .sense = "02 04 07"},
        {.cdb = tur},
        {.cdb = capacity, .in = "00"}},
       Waiting::cut_short);
  EXPECT_EQ(send(tur), "GOOD");
  EXPECT_EQ(send(capacity), "GOOD, 00");
  EXPECT_EQ(finish().verdict, Verdict::pass);
  play({{.cdb = tur, .sense = "02 04 07"}, {.cdb = capacity, .in = "00"}}, Waiting::cut_short);
  EXPECT_EQ(send(tur), "CHECK CONDITION 2/04/07") << "the trace has no end of it";
}

TEST_F(DriveRoleTest, noise_that_was_never_recorded_is_answered_quietly) {
  play({{.cdb = capacity, .in = "00"}});
  EXPECT_EQ(send(tur), "GOOD");
  EXPECT_EQ(send("03 00 00 00 12 00"), "GOOD, 70 00 00 00 00 00 00 0A 00 00 00 00 00 00 00 00 00 00");
  EXPECT_EQ(send("4A 01 00 00 10 00 00 00 08 00"), "GOOD, 00 02 80 00");
  EXPECT_EQ(send(capacity), "GOOD, 00");
  EXPECT_EQ(finish().verdict, Verdict::pass);
}

TEST_F(DriveRoleTest, repeated_noise_does_not_hear_a_unit_attention_twice) {
  play({{.cdb = tur, .sense = "06 29 00"}, {.cdb = capacity, .in = "00"}});
  EXPECT_EQ(send(tur), "CHECK CONDITION 6/29/00");
  EXPECT_EQ(send(tur), "GOOD");
}

TEST_F(DriveRoleTest, wrong_field_of_a_cdb_is_named) {
  play({{.cdb = write, .out = {1}}});
  EXPECT_EQ(send("2A 00 00 00 00 20 00 00 01 00", {1}), "CHECK CONDITION 5/2C/00");
  EXPECT_EQ(difference(),
            "exchange 1, WRITE(10) (2A 00 00 00 00 10 00 00 01 00): cdb, "
            "write_10_cdb.logical_block_address: expected 16 (10h), got 32 (20h)");
}

TEST_F(DriveRoleTest, bytes_beyond_the_recorded_cdb_are_not_lost) {
  play({{.cdb = capacity, .in = "00"}});
  EXPECT_EQ(send("25 00 00 00 00 00 00 00 00 00 01"), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("cdb, length: expected 10 bytes, got 11 bytes"));
}

TEST_F(DriveRoleTest, other_command_than_the_next_is_named) {
  play({{.cdb = capacity, .in = "00"}, {.cdb = write, .out = {1}}});
  EXPECT_EQ(send(write, {1}), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("order, command: expected READ CAPACITY(10) (25 00 00 00 00 00 00 00 00 00), "
                                      "got WRITE(10) (2A 00 00 00 00 10 00 00 01 00)"));
}

TEST_F(DriveRoleTest, wrong_data_is_named_by_block) {
  base::ByteBuffer data(3 * 2048);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i / 7);
  play({{.cdb = "2A 00 00 00 00 00 00 00 03 00", .out = data}});
  data[2 * 2048 + 9] ^= 0x40;
  EXPECT_EQ(send("2A 00 00 00 00 00 00 00 03 00", data), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("data-out, block[2] byte 9: expected"));
}

TEST_F(DriveRoleTest, missing_and_surplus_data_are_lengths) {
  play({{.cdb = write, .out = {1, 2}}, {.cdb = write, .out = {}}});
  EXPECT_EQ(send(write, {1}), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("data-out, length: expected 2 bytes, got 1 bytes"));
  play({{.cdb = write, .out = {}}});
  EXPECT_EQ(send(write, {1}), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("data-out, length: expected 0 bytes, got 1 bytes"));
}

TEST_F(DriveRoleTest, command_after_the_end_is_wrong) {
  play({{.cdb = capacity, .in = "00"}});
  EXPECT_EQ(send(capacity), "GOOD, 00");
  EXPECT_EQ(send(capacity), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("the trace has ended"));
}

TEST_F(DriveRoleTest, command_that_never_comes_is_wrong) {
  play({{.cdb = capacity, .in = "00"}, {.cdb = tur}, {.cdb = write, .out = {1}}});
  EXPECT_EQ(send(capacity), "GOOD, 00");
  EXPECT_THAT(difference(), HasSubstr("exchange 3, WRITE(10)"));
  EXPECT_THAT(finish().reason, HasSubstr("order, command: expected this command, got nothing more"));
}

TEST_F(DriveRoleTest, first_difference_stays_and_everything_after_it_is_refused) {
  play({{.cdb = capacity, .in = "00"}});
  EXPECT_EQ(send(write, {1}), "CHECK CONDITION 5/2C/00");
  EXPECT_EQ(send(capacity), "CHECK CONDITION 5/2C/00");
  EXPECT_EQ(send(tur), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("got WRITE(10)"));
}

TEST_F(DriveRoleTest, nexuses_are_told_apart_whatever_the_transport_calls_them) {
  play({{.cdb = capacity, .in = "00"}, {.cdb = capacity, .in = "01", .nexus = 1}, {.cdb = capacity, .in = "02"}});
  EXPECT_EQ(send(capacity, {}, 700), "GOOD, 00");
  EXPECT_EQ(send(capacity, {}, 800), "GOOD, 01");
  EXPECT_EQ(send(capacity, {}, 800), "CHECK CONDITION 5/2C/00");
  EXPECT_THAT(difference(), HasSubstr("nexus, nexus: expected 0, got 1"));
}

TEST_F(DriveRoleTest, large_answers_come_from_the_data_file) {
  base::ByteBuffer data(5000);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i);
  play({{.cdb = capacity, .in = base::format_hex(data)}});
  EXPECT_EQ(send(capacity), "GOOD, " + base::format_hex(data));
}

TEST_F(DriveRoleTest, lost_data_file_is_a_bad_trace_and_no_verdict) {
  base::ByteBuffer data(5000);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i);
  play({{.cdb = capacity, .in = base::format_hex(data)}});
  std::filesystem::remove(folder_.file().string() + ".data");
  EXPECT_EQ(send(capacity), "CHECK CONDITION 5/2C/00");
  const auto result = role_->finish();
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ReplayError::Kind::bad_trace);
  EXPECT_THAT(result.error().text, HasSubstr("t.bbt.data"));
}

}  // namespace
}  // namespace conformance::replay
