#include "emulator/mmc/msf.h"

#include <gtest/gtest.h>

namespace emulator::mmc {
namespace {

TEST(Msf, block_0_is_two_seconds) { EXPECT_EQ(to_msf(base::Lba{0}), (Msf{0, 2, 0})); }
TEST(Msf, program_area_begins_at_minus_150) { EXPECT_EQ(to_msf(base::Lba{-150}), (Msf{0, 0, 0})); }
TEST(Msf, lead_in_ends_at_99_59_74) { EXPECT_EQ(to_msf(base::Lba{-151}), (Msf{99, 59, 74})); }
// Checklist 143.
TEST(Msf, lead_in_start_of_an_atip) { EXPECT_EQ(to_msf(base::Lba{-11634}), (Msf{97, 26, 66})); }
TEST(Msf, lead_out_of_80_minutes) { EXPECT_EQ(to_msf(base::Lba{359849}), (Msf{79, 59, 74})); }
TEST(Msf, bd_address_is_the_greatest_there_is) { EXPECT_EQ(to_msf(base::Lba{12'219'391}), (Msf{255, 59, 74})); }

TEST(Msf, every_way_there_leads_back) {
  for (const std::int64_t address : {-45'150, -11'634, -151, -150, -1, 0, 1, 74, 75, 359'849, 404'849}) {
    EXPECT_EQ(from_msf(to_msf(base::Lba{address})), base::Lba{address}) << address;
  }
}

TEST(Msf, wire_has_the_minute_first) { EXPECT_EQ((Msf{0x61, 0x1A, 0x42}).wire(), 0x611A42U); }

}  // namespace
}  // namespace emulator::mmc
