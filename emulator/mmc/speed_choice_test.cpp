#include "emulator/mmc/speed_choice.h"

#include <gtest/gtest.h>

namespace emulator::mmc {
namespace {

const std::vector<std::uint32_t> cd{8467, 4234, 1411};

TEST(SpeedChoice, offered_speed_is_taken) { EXPECT_EQ(rounded_down(cd, 4234), 4234U); }
TEST(SpeedChoice, eight_times_177_selects_1411) { EXPECT_EQ(rounded_down(cd, 1416), 1411U); }
TEST(SpeedChoice, one_below_an_offered_speed_selects_the_next_lower) { EXPECT_EQ(rounded_down(cd, 4233), 1411U); }
TEST(SpeedChoice, below_the_slowest_selects_the_slowest) { EXPECT_EQ(rounded_down(cd, 1), 1411U); }
TEST(SpeedChoice, above_the_fastest_selects_the_fastest) { EXPECT_EQ(rounded_down(cd, 0x1000'0000), 8467U); }
TEST(SpeedChoice, without_speeds_there_is_no_choice) { EXPECT_EQ(rounded_down({}, 1411), std::nullopt); }

}  // namespace
}  // namespace emulator::mmc
