#include "emulator/mmc/logical_unit.h"

#include <atomic>
#include <thread>

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

std::unique_ptr<StatedMedium> disc(media::ProfileNumber number) {
  auto medium = std::make_unique<StatedMedium>();
  medium->number = number;
  return medium;
}

std::unique_ptr<OpticalDrive> unit_with(std::unique_ptr<media::Medium> medium,
                                        const std::string& model = "generic-bd") {
  auto unit = make_logical_unit(drive::Drive(profile_of(model), {.disc = std::move(medium)}));
  unit->nexus_began(one_host, "one", base::Instant{});
  return unit;
}

std::string ready(OpticalDrive& unit, base::Instant now) {
  return TestDrive::sense_text(unit.execute({.nexus = one_host}, now));
}

// Checklist 10.
TEST(OpticalDrive, new_nexus_is_told_of_the_power_on_once_and_a_disc_of_the_start_is_ready) {
  const auto unit = unit_with(disc(media::ProfileNumber::bd_rom));
  EXPECT_EQ(ready(*unit, {}), "6/29/00");
  EXPECT_EQ(ready(*unit, {}), "GOOD");
}

TEST(OpticalDrive, replaced_disc_comes_back_and_the_new_one_has_to_load) {
  const auto unit = unit_with(disc(media::ProfileNumber::bd_rom));
  ASSERT_EQ(ready(*unit, {}), "6/29/00");
  const auto before = unit->replace_disc(disc(media::ProfileNumber::cd_rom), {});
  ASSERT_NE(before, nullptr);
  EXPECT_EQ(before->profile_number(), media::ProfileNumber::bd_rom);
  EXPECT_EQ(ready(*unit, {}), "2/04/01");
  EXPECT_EQ(ready(*unit, base::Instant{6s}), "6/28/00");
  EXPECT_EQ(ready(*unit, base::Instant{6s}), "GOOD");
  EXPECT_EQ(unit->drive().current_profile(), media::ProfileNumber::cd_rom);
}

TEST(OpticalDrive, disc_can_be_taken_out) {
  const auto unit = unit_with(disc(media::ProfileNumber::bd_rom));
  EXPECT_NE(unit->replace_disc(nullptr, {}), nullptr);
  ASSERT_EQ(ready(*unit, {}), "6/29/00");
  EXPECT_EQ(ready(*unit, {}), "2/3A/01");
}

TEST(OpticalDrive, disc_that_the_drive_cannot_take_is_handed_back_and_nothing_happens) {
  const auto unit = unit_with(disc(media::ProfileNumber::cd_rom), "generic-cd");
  ASSERT_EQ(ready(*unit, {}), "6/29/00");
  const auto refused = unit->replace_disc(disc(media::ProfileNumber::bd_rom), {});
  ASSERT_NE(refused, nullptr);
  EXPECT_EQ(refused->profile_number(), media::ProfileNumber::bd_rom);
  EXPECT_EQ(ready(*unit, {}), "GOOD");
}

TEST(OpticalDrive, disc_that_leaves_is_put_on_disk_first) {
  auto medium = disc(media::ProfileNumber::bd_r_sequential);
  StatedMedium& seen = *medium;
  const auto unit = unit_with(std::move(medium));
  const auto before = unit->replace_disc(nullptr, {});
  EXPECT_FALSE(seen.flushes.empty());
}

TEST(OpticalDrive, disc_that_is_taken_from_the_tray_is_put_on_disk_first) {
  auto medium = disc(media::ProfileNumber::bd_r_sequential);
  StatedMedium& seen = *medium;
  const auto unit = unit_with(std::move(medium));
  ASSERT_EQ(unit->press_eject({}), drive::EjectResult::opened);
  const auto before = unit->replace_disc(nullptr, {});
  ASSERT_NE(before, nullptr);
  ASSERT_FALSE(seen.flushes.empty());
  EXPECT_EQ(seen.flushes.back(), scsi::FlushEpoch{seen.epoch}) << "all of it";
}

TEST(OpticalDrive, no_answer_waits_for_a_disc_that_has_left) {
  const auto unit = unit_with(disc(media::ProfileNumber::bd_r_sequential));
  const auto before = unit->replace_disc(disc(media::ProfileNumber::bd_rom), {});
  EXPECT_EQ(unit->execute({.nexus = one_host}, {}).durable_after, std::nullopt);
}

TEST(OpticalDrive, save_flushes_a_checkpoint) {
  auto medium = disc(media::ProfileNumber::bd_r_sequential);
  StatedMedium& seen = *medium;
  const auto unit = unit_with(std::move(medium));
  EXPECT_TRUE(unit->save());
  EXPECT_EQ(seen.flushes, std::vector{scsi::FlushEpoch{1}});
}

TEST(OpticalDrive, empty_drive_has_nothing_to_flush) {
  const auto unit = unit_with(nullptr);
  EXPECT_TRUE(unit->flush(scsi::FlushEpoch{7}));
  EXPECT_TRUE(unit->save());
}

TEST(OpticalDrive, disc_on_the_tray_can_still_be_flushed) {
  auto medium = disc(media::ProfileNumber::bd_r_sequential);
  StatedMedium& seen = *medium;
  const auto unit = unit_with(std::move(medium));
  ASSERT_EQ(unit->press_eject({}), drive::EjectResult::opened);
  EXPECT_TRUE(unit->flush(scsi::FlushEpoch{3}));
  EXPECT_EQ(seen.flushes.back(), scsi::FlushEpoch{3});
}

TEST(OpticalDrive, button_closes_an_open_tray) {
  const auto unit = unit_with(disc(media::ProfileNumber::cd_rom));
  ASSERT_EQ(ready(*unit, {}), "6/29/00");
  ASSERT_EQ(unit->press_eject({}), drive::EjectResult::opened);
  EXPECT_EQ(ready(*unit, {}), "2/3A/02");
  ASSERT_EQ(unit->press_eject({}), drive::EjectResult::closed);
  EXPECT_EQ(ready(*unit, {}), "2/04/01");
  EXPECT_EQ(ready(*unit, base::Instant{6s}), "6/28/00");
}

// Checklist 131.
TEST(OpticalDrive, reset_is_told_to_every_nexus_in_place_of_what_waited) {
  const auto unit = unit_with(disc(media::ProfileNumber::cd_rom));
  unit->reset(scsi::ResetKind::logical_unit_reset, {});
  EXPECT_EQ(ready(*unit, {}), "6/29/03");
  EXPECT_EQ(ready(*unit, {}), "GOOD");
  unit->reset(scsi::ResetKind::power_on, {});
  EXPECT_EQ(ready(*unit, {}), "6/29/00");
}

TEST(OpticalDrive, faults_can_be_set_while_it_runs) {
  const auto unit = unit_with(disc(media::ProfileNumber::cd_rom));
  unit->set_faults(drive::FaultPlan{{{.fault = drive::Fail{scsi::sense::unrecovered_read_error}}}});
  EXPECT_EQ(ready(*unit, {}), "3/11/00");
}

TEST(OpticalDrive, disc_can_be_flushed_after_a_loss_of_power) {
  auto medium = disc(media::ProfileNumber::bd_r_sequential);
  StatedMedium& seen = *medium;
  const auto unit = unit_with(std::move(medium));
  unit->reset(scsi::ResetKind::power_on, {});
  EXPECT_TRUE(unit->flush(scsi::FlushEpoch{3}));
  EXPECT_EQ(seen.flushes, std::vector{scsi::FlushEpoch{3}});
}

// A worker flushes while the loop changes discs; run under the thread sanitizer this shows a race if there is one.
TEST(OpticalDrive, flushing_and_changing_discs_do_not_disturb_each_other) {
  const auto unit = unit_with(disc(media::ProfileNumber::bd_r_sequential));
  std::atomic<bool> stop{};
  std::thread worker([&] {
    while (!stop) static_cast<void>(unit->flush(scsi::FlushEpoch{1}));
  });
  for (int i = 0; i < 100; ++i) {
    EXPECT_NE(unit->replace_disc(disc(media::ProfileNumber::bd_r_sequential), {}), nullptr);
    static_cast<void>(unit->press_eject({}));
    unit->reset(scsi::ResetKind::power_on, {});
  }
  stop = true;
  worker.join();
}

}  // namespace
}  // namespace emulator::mmc
