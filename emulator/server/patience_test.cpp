#include "emulator/server/patience.h"

#include <gtest/gtest.h>

namespace emulator::server {
namespace {

using namespace std::chrono_literals;
using Verdict = Patience::Verdict;

constexpr ConnectionLimits limits{};
constexpr Patience::Situation silent{.is_logged_in = true, .asks = true};

TEST(Patience, a_login_has_one_deadline_however_it_drips) {
  Patience patience(limits, 100s);
  for (base::Duration now = 100s; now < 115s; now += 1s) {
    patience.heard(now);
    EXPECT_EQ(patience.judge({}, now), Verdict::wait);
  }
  EXPECT_EQ(patience.deadline({}), 115s);
  EXPECT_EQ(patience.judge({}, 115s), Verdict::give_up);
}

TEST(Patience, a_silent_peer_is_asked_and_then_given_up) {
  Patience patience(limits, 0s);
  patience.heard(10s);
  EXPECT_EQ(patience.judge(silent, 39s), Verdict::wait);
  EXPECT_EQ(patience.judge(silent, 40s), Verdict::ask);
  patience.asked(40s);
  EXPECT_EQ(patience.judge(silent, 69s), Verdict::wait);
  EXPECT_EQ(patience.deadline(silent), 70s);
  EXPECT_EQ(patience.judge(silent, 70s), Verdict::give_up);
}

TEST(Patience, an_answer_to_the_question_begins_the_silence_anew) {
  Patience patience(limits, 0s);
  patience.asked(30s);
  patience.heard(59s);
  EXPECT_EQ(patience.judge(silent, 60s), Verdict::wait);
  EXPECT_EQ(patience.deadline(silent), 89s);
}

TEST(Patience, a_server_that_does_not_ask_waits_for_ever) {
  const Patience patience(limits, 0s);
  EXPECT_EQ(patience.deadline({.is_logged_in = true}), std::nullopt);
  EXPECT_EQ(patience.judge({.is_logged_in = true}, 10'000s), Verdict::wait);
}

TEST(Patience, a_peer_that_takes_nothing_is_given_up_also_if_it_goes_on_talking) {
  Patience patience(limits, 0s);
  constexpr Patience::Situation stalled{.is_logged_in = true, .has_output = true, .asks = true};
  patience.blocked(10s);
  patience.heard(60s);
  EXPECT_EQ(patience.judge(stalled, 69s), Verdict::wait);
  EXPECT_EQ(patience.judge(stalled, 70s), Verdict::give_up);
  patience.sent(70s);
  EXPECT_EQ(patience.judge(stalled, 70s), Verdict::wait);
}

TEST(Patience, after_the_farewell_the_peer_has_a_moment_to_close) {
  Patience patience(limits, 0s);
  patience.said_farewell(20s);
  EXPECT_EQ(patience.judge(silent, 24s), Verdict::wait);
  EXPECT_EQ(patience.judge(silent, 25s), Verdict::give_up);
}

}  // namespace
}  // namespace emulator::server
