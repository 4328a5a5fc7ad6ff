#include "driver/cli/display.h"

#include <gtest/gtest.h>

#include <csignal>

namespace driver::cli {
namespace {

using base::BlockCount;

std::string printed(Form form, void (*act)(Display&, transport::ManualClock&)) {
  testing::internal::CaptureStdout();
  {
    const Output output{form};
    transport::ManualClock clock;
    Display display{output, clock, nullptr};
    act(display, clock);
  }
  return testing::internal::GetCapturedStdout();
}

TEST(HeldSignals, signal_is_asked_for_and_does_not_end_the_program) {
  const HeldSignals signals;
  EXPECT_FALSE(signals.has_come());
  raise(SIGTERM);
  EXPECT_TRUE(signals.has_come());
  EXPECT_TRUE(signals.has_come());
}

TEST(HeldSignals, a_lost_terminal_is_a_signal_to_end_unless_it_was_to_be_ignored) {
  {
    const HeldSignals signals;
    raise(SIGHUP);
    EXPECT_TRUE(signals.has_come());
  }
  std::signal(SIGHUP, SIG_IGN);
  {
    const HeldSignals signals;
    raise(SIGHUP);
    EXPECT_FALSE(signals.has_come());
  }
  std::signal(SIGHUP, SIG_DFL);
}

TEST(Display, a_bar_never_reaches_the_last_column) {
  EXPECT_EQ(bar_line("write", 50, 80), "[###############               ]  50 %  write");
  EXPECT_EQ(bar_line(std::string(100, 'x'), 100, 80).size(), 79U);
  EXPECT_EQ(bar_line("write", 0, 10), "[        ");
  EXPECT_EQ(bar_line("write", 0, 0), "");
}

TEST(Display, json_lines_come_every_half_second_and_at_the_end) {
  const auto act = [](Display& display, transport::ManualClock& clock) {
    display.step_begins(burn::SynchronizeCache{}, 2, 7);
    for (std::int64_t done = 32; done <= 128; done += 32) {
      display.progressed({.done = BlockCount{done}, .total = BlockCount{128}});
      clock.wait(std::chrono::milliseconds{300});
    }
  };
  EXPECT_EQ(printed(Form::json, act),
            "{\"event\":\"step\",\"number\":2,\"count\":7,\"text\":\"synchronize the cache\"}\n"
            "{\"event\":\"progress\",\"written\":32,\"total\":128}\n"
            "{\"event\":\"progress\",\"written\":96,\"total\":128}\n"
            "{\"event\":\"progress\",\"written\":128,\"total\":128}\n");
}

TEST(Display, wait_tells_how_far_the_drive_is) {
  const auto act = [](Display& display, transport::ManualClock& /*clock*/) {
    display.waiting({.key = mmc::SenseKey::not_ready, .code = 4, .qualifier = 7, .progress = 0x8000}, {});
  };
  EXPECT_EQ(printed(Form::json, act),
            "{\"event\":\"waiting\",\"sense\":\"NOT READY 2/04/07, LOGICAL UNIT NOT READY, OPERATION IN PROGRESS, 50 % "
            "done\",\"percent\":50}\n");
}

TEST(Display, unit_attention_is_no_news_and_a_recovered_error_is) {
  const auto act = [](Display& display, transport::ManualClock& /*clock*/) {
    display.remarked({.key = mmc::SenseKey::unit_attention, .code = 0x29});
    display.remarked({.key = mmc::SenseKey::recovered_error, .code = 0x73, .qualifier = 1});
  };
  EXPECT_EQ(printed(Form::text, act), "note: RECOVERED ERROR 1/73/01, POWER CALIBRATION AREA ALMOST FULL\n");
}

TEST(Display, nothing_is_printed_for_people_without_a_terminal) {
  const auto act = [](Display& display, transport::ManualClock& /*clock*/) {
    display.step_begins(burn::SynchronizeCache{}, 1, 1);
    display.progressed({.done = BlockCount{1}, .total = BlockCount{2}});
  };
  testing::internal::CaptureStderr();
  EXPECT_EQ(printed(Form::text, act), "");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace driver::cli
