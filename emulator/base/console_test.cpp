#include "emulator/base/console.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace base {
namespace {

TEST(Console, a_line_holds_no_control_characters) {
  EXPECT_EQ(one_line("a\nb\r\tc\x1B[2J\x7F"), "a?b??c?[2J?");
  EXPECT_EQ(one_line("d\xC3\xA9j\xC3\xA0 vu: \xE6\x97\xA5"), "d\xC3\xA9j\xC3\xA0 vu: \xE6\x97\xA5");
  EXPECT_EQ(one_line({"\0", 1}), "?");
  EXPECT_EQ(one_line(""), "");
}

TEST(Console, a_complaint_is_one_line_on_standard_error) {
  testing::internal::CaptureStderr();
  complain("player", "two\nlines; play another");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "player: two?lines; play another\n");
}

TEST(Console, what_is_printed_is_there_at_once) {
  testing::internal::CaptureStdout();
  print("one\n");
  print("two");
  EXPECT_TRUE(is_output_whole());
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "one\ntwo");
}

TEST(Console, a_line_drawn_over_leaves_nothing_of_the_one_before) {
  testing::internal::CaptureStderr();
  draw_over("longer");
  draw_over("");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "\rlonger\x1B[K\r\x1B[K");
}

TEST(Console, output_that_cannot_be_written_is_noticed_and_ends_nobody) {
  EXPECT_EXIT(
      {
        if (std::freopen("/dev/full", "w", stdout) == nullptr) std::_Exit(9);
        print(std::string(100'000, 'x'));
        print("more");
        std::_Exit(is_output_whole() ? 0 : 7);
      },
      testing::ExitedWithCode(7), "");
}

TEST(Console, a_reader_that_went_away_ends_nobody) {
  EXPECT_EXIT(
      {
        outlive_readers();
        int pipe_ends[2];
        if (::pipe(pipe_ends) != 0 || ::dup2(pipe_ends[1], 1) < 0) std::_Exit(9);
        ::close(pipe_ends[0]);
        print("nobody reads this");
        std::_Exit(is_output_whole() ? 0 : 7);
      },
      testing::ExitedWithCode(7), "");
}

}  // namespace
}  // namespace base
