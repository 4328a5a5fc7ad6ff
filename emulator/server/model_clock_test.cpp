#include "emulator/server/model_clock.h"

#include <gtest/gtest.h>

namespace emulator::server {
namespace {

using namespace std::chrono_literals;

TEST(ModelClock, a_real_clock_is_the_wall_s) {
  const ModelClock clock(ClockKind::real, 1);
  EXPECT_EQ(clock.at(5s), base::Instant{5s});
  EXPECT_EQ(clock.until(base::Instant{7s}, 5s), 2s);
  EXPECT_EQ(clock.until(base::Instant{5s}, 5s), 0s);
  EXPECT_EQ(clock.until(base::Instant{4s}, 5s), 0s);
  EXPECT_FALSE(clock.jumps());
}

TEST(ModelClock, a_faster_clock_waits_less_and_never_too_short) {
  const ModelClock clock(ClockKind::real, 8);
  EXPECT_EQ(clock.at(2s), base::Instant{16s});
  EXPECT_EQ(clock.until(base::Instant{24s}, 2s), 1s);
  EXPECT_EQ(clock.until(base::Instant{16s + 1ns}, 2s), 1ns);
  EXPECT_EQ(clock.at(2s + 1ns), base::Instant{16s + 8ns});
}

TEST(ModelClock, an_instant_clock_goes_on_from_where_it_jumped_to) {
  ModelClock clock(ClockKind::instant, 1);
  EXPECT_TRUE(clock.jumps());
  clock.jump_to(base::Instant{60s}, 1s);
  EXPECT_EQ(clock.at(1s), base::Instant{60s});
  EXPECT_EQ(clock.at(3s), base::Instant{62s});  // host time counts too
  clock.jump_to(base::Instant{10s}, 3s);        // never back
  EXPECT_EQ(clock.at(3s), base::Instant{62s});
}

}  // namespace
}  // namespace emulator::server
