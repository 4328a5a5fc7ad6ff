#include "emulator/mmc/commands/reserve_release.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view ready = "00 00 00 00 00 00";

TestDrive two_hosts() {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  bench.drive.nexus_began(other_host);
  bench.drive.attentions().take(other_host);
  return bench;
}

TEST(ReserveRelease, six_and_ten_keep_others_out_until_released) {
  TestDrive bench = two_hosts();
  for (const auto& [reserve, release] : {std::pair{"16 00 00 00 00 00", "17 00 00 00 00 00"},
                                         std::pair{"56 00 00 00 00 00 00 00 00 00", "57 00 00 00 00 00 00 00 00 00"}}) {
    ASSERT_EQ(bench.outcome(reserve), "GOOD");
    EXPECT_EQ(bench.outcome(ready), "GOOD");
    EXPECT_EQ(bench.outcome(ready, {}, other_host), "RESERVATION CONFLICT");
    EXPECT_EQ(bench.outcome(reserve, {}, other_host), "RESERVATION CONFLICT");
    ASSERT_EQ(bench.outcome(release), "GOOD");
    EXPECT_EQ(bench.outcome(ready, {}, other_host), "GOOD");
  }
}

TEST(ReserveRelease, release_by_another_initiator_is_good_and_does_nothing) {
  TestDrive bench = two_hosts();
  ASSERT_EQ(bench.outcome("16 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(bench.outcome("17 00 00 00 00 00", {}, other_host), "GOOD");
  EXPECT_EQ(bench.outcome(ready, {}, other_host), "RESERVATION CONFLICT");
}

TEST(ReserveRelease, third_party_is_refused) {
  TestDrive bench = two_hosts();
  EXPECT_EQ(bench.outcome("16 10 00 00 00 00"), "5/24/00");
  EXPECT_EQ(bench.outcome("17 10 00 00 00 00"), "5/24/00");
}

TEST(ReserveRelease, logout_and_reset_release) {
  TestDrive bench = two_hosts();
  ASSERT_EQ(bench.outcome("16 00 00 00 00 00"), "GOOD");
  bench.drive.nexus_ended(one_host);
  EXPECT_EQ(bench.outcome(ready, {}, other_host), "GOOD");
  ASSERT_EQ(bench.outcome("16 00 00 00 00 00", {}, other_host), "GOOD");
  bench.drive.reset(scsi::ResetKind::logical_unit_reset);
  EXPECT_EQ(bench.drive.reserved_by(), std::nullopt);
}

}  // namespace
}  // namespace emulator::mmc
