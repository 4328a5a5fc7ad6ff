#include "conformance/replay/drive_seat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/replay/trace_for_test.h"

namespace conformance::replay {
namespace {

using testing::HasSubstr;
using Verdict = ReplayResult::Verdict;

constexpr auto tur = "00 00 00 00 00 00";
constexpr auto capacity = "25 00 00 00 00 00 00 00 00 00";

class DriveSeatTest : public testing::Test {
 protected:
  std::expected<ReplayResult, ReplayError> replay(const std::vector<RecordedCommand>& commands,
                                                  const std::vector<std::string>& words,
                                                  const DriveOptions& options = {}) {
    folder_.write(commands);
    return replay_as_drive(folder_.file(), words, repository_sheets(), options);
  }
  TraceFolder folder_;
};

// A skip is never a pass: conformance/README.md.
TEST_F(DriveSeatTest, replay_by_which_nothing_was_judged_is_broken) {
  const auto noise = replay({{.cdb = tur}}, {"sh", "-c", "exit 0", "{url}"});
  ASSERT_TRUE(noise) << noise.error().text;
  EXPECT_EQ(noise->verdict, Verdict::broken);
  EXPECT_EQ(noise->exchanges, 1U);
  EXPECT_EQ(noise->reason,
            "nothing was judged: all 1 exchanges of the trace are such as need not happen; record one with commands "
            "that must be answered");
  const auto empty = replay({}, {"sh", "-c", "exit 0", "{url}"});
  ASSERT_TRUE(empty) << empty.error().text;
  EXPECT_EQ(empty->verdict, Verdict::broken);
  EXPECT_THAT(empty->reason, HasSubstr("nothing was judged: the trace holds no exchange; record one"));
}

TEST_F(DriveSeatTest, damaged_payload_is_a_bad_trace_before_the_program_runs) {
  base::ByteBuffer data(5000);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::uint8_t>(i);
  folder_.write({{.cdb = capacity, .in = "00"}, {.cdb = "2A 00 00 00 00 00 00 00 03 00", .out = data}});
  const std::string data_file = folder_.file().string() + ".data";
  std::filesystem::resize_file(data_file, 4999);
  std::filesystem::resize_file(data_file, 5000);
  const std::filesystem::path ran = folder_.file().parent_path() / "ran";
  const auto result = replay_as_drive(folder_.file(), {"touch", ran.string(), "{url}"}, repository_sheets(), {});
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().kind, ReplayError::Kind::bad_trace);
  EXPECT_THAT(result.error().text, HasSubstr("take the data file that came with the trace"));
  EXPECT_FALSE(std::filesystem::exists(ran));
}

TEST_F(DriveSeatTest, url_is_replaced_wherever_it_stands) {
  const auto result = replay(
      {}, {"sh", "-c", "test \"$0\" = \"$1\" && case $0 in iscsi://127.0.0.1:*) exit 7;; esac", "{url}", "{url}"},
      {.expected_exit_code = 7});
  ASSERT_TRUE(result) << result.error().text;
  // It ended with 7, else the verdict would be fail.
  EXPECT_EQ(result->verdict, Verdict::broken) << result->reason;
}

TEST_F(DriveSeatTest, command_that_never_comes_is_named) {
  const auto result = replay({{.cdb = capacity, .in = "00"}}, {"sh", "-c", "exit 0", "{url}"});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->verdict, Verdict::fail);
  EXPECT_THAT(result->reason, HasSubstr("READ CAPACITY(10)"));
}

TEST_F(DriveSeatTest, program_that_ends_otherwise_than_expected_fails) {
  const auto result = replay({}, {"sh", "-c", "exit 6", "{url}"});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->verdict, Verdict::fail);
  EXPECT_THAT(result->reason, HasSubstr("sh ended with 6"));
}

TEST_F(DriveSeatTest, program_that_does_not_end_fails_in_time) {
  const auto result =
      replay({}, {"sh", "-c", "while :; do :; done", "{url}"}, {.child = {.limit = std::chrono::milliseconds(50)}});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->verdict, Verdict::fail);
  EXPECT_THAT(result->reason, HasSubstr("did not end in time"));
}

TEST_F(DriveSeatTest, what_cannot_run_is_an_error_and_no_verdict) {
  const auto no_url = replay({}, {"true"});
  ASSERT_FALSE(no_url);
  EXPECT_EQ(no_url.error().kind, ReplayError::Kind::cannot_run);
  EXPECT_THAT(no_url.error().text, HasSubstr("write {url} where"));
  const auto no_program = replay({}, {"no-such-program", "{url}"});
  ASSERT_FALSE(no_program);
  EXPECT_EQ(no_program.error().kind, ReplayError::Kind::cannot_run);
  EXPECT_THAT(no_program.error().text, HasSubstr("name a program by its path"));
  const auto no_trace = replay_as_drive(folder_.file() / "x", {"true", "{url}"}, repository_sheets(), {});
  ASSERT_FALSE(no_trace);
  EXPECT_EQ(no_trace.error().kind, ReplayError::Kind::bad_trace);
}

}  // namespace
}  // namespace conformance::replay
