#include "emulator/drive/timing.h"

#include <gtest/gtest.h>

namespace emulator::drive {
namespace {

using namespace std::chrono_literals;

TEST(Timing, cd_speed_counts_raw_sectors) {
  // 75 blocks a second at 176.4 kB/s, which is told as 176: a little more than a second.
  EXPECT_EQ(transfer_time(base::BlockCount{75}, Family::cd, 176), base::Duration{1'002'272'728});
}

TEST(Timing, dvd_and_bd_speeds_count_user_data) {
  EXPECT_EQ(transfer_time(base::BlockCount{1000}, Family::dvd, 2048), 1s);
  EXPECT_EQ(transfer_time(base::BlockCount{1000}, Family::bd, 2048), 1s);
}

TEST(Timing, nothing_takes_no_time) { EXPECT_EQ(transfer_time(base::BlockCount{0}, Family::bd, 4496), 0s); }

TEST(Timing, part_of_a_nanosecond_is_rounded_up) {
  EXPECT_EQ(transfer_time(base::BlockCount{1}, Family::dvd, 2'000'000'000), base::Duration{2});
}

TEST(Timing, whole_bd_stays_within_range) {
  EXPECT_EQ(transfer_time(base::BlockCount{62'500'864}, Family::bd, 1), base::Duration{128'001'769'472'000'000});
}

TEST(TimingDeathTest, speed_0_is_a_mistake_of_the_caller) {
  EXPECT_DEATH(static_cast<void>(transfer_time(base::BlockCount{1}, Family::cd, 0)), "");
}

}  // namespace
}  // namespace emulator::drive
