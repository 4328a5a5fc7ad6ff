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

TEST_F(DriveSeatTest, program_that_sends_nothing_passes_a_trace_of_noise) {
  const auto result = replay({{.cdb = tur}}, {"sh", "-c", "exit 0", "{url}"});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->verdict, Verdict::pass) << result->reason;
  EXPECT_EQ(result->exchanges, 1U);
}

TEST_F(DriveSeatTest, url_is_replaced_wherever_it_stands) {
  const auto result = replay(
      {}, {"sh", "-c", "test \"$0\" = \"$1\" && case $0 in iscsi://127.0.0.1:*) exit 7;; esac", "{url}", "{url}"},
      {.expected_exit_code = 7});
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(result->verdict, Verdict::pass) << result->reason;
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
  EXPECT_THAT(no_url.error().text, HasSubstr("{url}"));
  const auto no_program = replay({}, {"no-such-program", "{url}"});
  ASSERT_FALSE(no_program);
  EXPECT_EQ(no_program.error().kind, ReplayError::Kind::cannot_run);
  const auto no_trace = replay_as_drive(folder_.file() / "x", {"true", "{url}"}, repository_sheets(), {});
  ASSERT_FALSE(no_trace);
  EXPECT_EQ(no_trace.error().kind, ReplayError::Kind::bad_trace);
}

}  // namespace
}  // namespace conformance::replay
