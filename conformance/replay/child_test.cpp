#include "conformance/replay/child.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>

namespace conformance::replay {
namespace {

using std::chrono::milliseconds;

TEST(Child, exit_code_is_the_programs) {
  const auto end = run_child({"sh", "-c", "exit 6"}, {});
  ASSERT_TRUE(end) << end.error();
  EXPECT_EQ(end->exit_code, 6);
  EXPECT_EQ(end->text(), "ended with 6");
}

TEST(Child, signal_is_told_apart_from_an_exit) {
  const auto end = run_child({"sh", "-c", "kill -SEGV $$"}, {});
  ASSERT_TRUE(end) << end.error();
  EXPECT_EQ(end->signal, SIGSEGV);
  EXPECT_FALSE(end->timed_out);
}

TEST(Child, pipe_that_nobody_reads_ends_a_program_as_ever) {
  const auto before = std::signal(SIGPIPE, SIG_IGN);  // as bbcheck has it
  const auto end = run_child({"sh", "-c", "kill -PIPE $$; exit 0"}, {});
  std::signal(SIGPIPE, before);
  ASSERT_TRUE(end) << end.error();
  EXPECT_EQ(end->signal, SIGPIPE);
}

TEST(Child, program_that_is_not_there_is_named) {
  const auto end = run_child({"no-such-program"}, {});
  ASSERT_FALSE(end);
  EXPECT_THAT(end.error(), testing::HasSubstr("no-such-program: cannot be started"));
}

TEST(Child, program_that_does_not_end_is_ended) {
  const auto end = run_child({"sleep", "600"}, {.limit = milliseconds(20)});
  ASSERT_TRUE(end) << end.error();
  EXPECT_TRUE(end->timed_out);
  EXPECT_EQ(end->signal, SIGTERM);
  EXPECT_EQ(end->text(), "did not end in time");
}

TEST(Child, program_that_ignores_sigterm_is_killed) {
  const auto end = run_child({"sh", "-c", "trap '' TERM; while :; do :; done"},
                             {.limit = milliseconds(200), .grace = milliseconds(50)});
  ASSERT_TRUE(end) << end.error();
  EXPECT_EQ(end->signal, SIGKILL);
}

}  // namespace
}  // namespace conformance::replay
