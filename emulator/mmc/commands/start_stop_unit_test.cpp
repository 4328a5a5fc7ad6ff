#include "emulator/mmc/commands/start_stop_unit.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view ready = "00 00 00 00 00 00";
constexpr std::string_view stop = "1B 00 00 00 00 00";
constexpr std::string_view start = "1B 00 00 00 01 00";
constexpr std::string_view eject = "1B 00 00 00 02 00";
constexpr std::string_view load = "1B 00 00 00 03 00";
constexpr std::string_view load_at_once = "1B 01 00 00 03 00";

TEST(StartStopUnit, start_needs_a_medium_and_stop_does_not) {
  TestDrive empty;
  EXPECT_EQ(empty.outcome(start), "2/3A/01");
  EXPECT_EQ(empty.outcome(stop), "GOOD");
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(bench.outcome(start), "GOOD");
}

TEST(StartStopUnit, stopped_disc_spins_up_by_itself) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  ASSERT_EQ(bench.outcome(stop), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
}

// Checklist 129.
TEST(StartStopUnit, ejected_disc_comes_back_as_it_was) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_rom);
  EXPECT_EQ(bench.send(eject).busy_for, 1500ms);
  EXPECT_EQ(bench.outcome(ready), "2/3A/02");
  EXPECT_EQ(bench.send(load).busy_for, 16'500ms);
  bench.wait(16'500ms);
  EXPECT_EQ(bench.outcome(ready), "6/28/00");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.drive.current_profile(), media::ProfileNumber::bd_rom);
}

TEST(StartStopUnit, immediate_load_shows_the_disc_becoming_ready) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_rom);
  ASSERT_EQ(bench.outcome(eject), "GOOD");
  EXPECT_EQ(bench.send(load_at_once).busy_for, 0ns);
  bench.wait(16s);
  EXPECT_EQ(bench.outcome(ready), "2/04/01");
  EXPECT_EQ(bench.outcome(start), "2/04/01");
  bench.wait(500ms);
  EXPECT_EQ(bench.outcome(ready), "6/28/00");
}

TEST(StartStopUnit, loading_an_empty_tray_leaves_no_medium) {
  TestDrive bench;
  ASSERT_EQ(bench.outcome(eject), "GOOD");
  EXPECT_EQ(bench.send(load).busy_for, 1500ms);
  EXPECT_EQ(bench.outcome(ready), "2/3A/01");
}

// Checklist 127.
TEST(StartStopUnit, eject_is_refused_while_any_initiator_prevents_it) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  bench.drive.prevent_removal(other_host, false);
  EXPECT_EQ(bench.outcome(eject), "5/53/02");
  EXPECT_EQ(bench.outcome(load), "5/53/02");
  bench.drive.allow_removal(other_host, false);
  EXPECT_EQ(bench.outcome(eject), "GOOD");
}

TEST(StartStopUnit, eject_records_what_waits) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  const scsi::Reply reply = bench.send(eject);
  EXPECT_EQ(reply.durable_after, scsi::FlushEpoch{bench.disc().epoch});
}

TEST(StartStopUnit, eject_that_cannot_record_what_waits_leaves_the_tray_closed) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::bd_r_sequential);
  bench.disc().refusal = scsi::sense::write_error;
  EXPECT_EQ(bench.outcome(eject), "3/0C/00");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
}

TEST(StartStopUnit, power_condition_is_taken_and_the_other_bits_are_ignored_beside_it) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(bench.outcome("1B 00 00 00 32 00"), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
}

// MMC-6, START STOP UNIT command: FL belongs to the Hybrid Disc feature (0080h); other command sets have NO_FLUSH
// there.
TEST(StartStopUnit, every_form_without_loej_leaves_the_disc_ready) {
  for (const std::string_view immed : {"00", "01"}) {
    for (const std::string_view flags : {"00", "01", "04", "05"}) {
      TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
      EXPECT_EQ(bench.outcome("1B " + std::string(immed) + " 00 00 " + std::string(flags) + " 00"), "GOOD");
      EXPECT_EQ(bench.outcome(ready), "GOOD");
    }
  }
}

// MMC-6, START STOP UNIT command, Power Conditions field: 1h to Fh, beside which LOEJ and START mean nothing.
TEST(StartStopUnit, no_power_condition_moves_the_tray) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  for (const std::string_view condition : {"12", "22", "32", "42", "52", "72", "A2", "F2"}) {
    EXPECT_EQ(bench.outcome("1B 00 00 00 " + std::string(condition) + " 00"), "GOOD");
    EXPECT_EQ(bench.outcome(ready), "GOOD");
  }
}

drive::DriveProfile with_quirks(drive::Quirks quirks) {
  drive::DriveProfile profile = profile_of("generic-bd");
  profile.quirks = quirks;
  return profile;
}

TEST(StartStopUnit, drive_may_spare_the_host_that_loaded_the_disc_its_attention) {
  auto disc = std::make_unique<StatedMedium>();
  disc->number = media::ProfileNumber::bd_rom;
  TestDrive bench({.disc = std::move(disc)}, with_quirks({.loading_host_gets_no_attention = true}));
  bench.drive.nexus_began(other_host);
  bench.drive.attentions().take(other_host);
  ASSERT_EQ(bench.outcome(eject), "GOOD");
  bench.wait(bench.send(load).busy_for);
  EXPECT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.outcome(ready, {}, other_host), "6/28/00");
}

TEST(StartStopUnit, drive_may_not_know_where_its_tray_is) {
  TestDrive bench({}, with_quirks({.tells_no_tray_position = true}));
  EXPECT_EQ(bench.outcome(ready), "2/3A/00");
  EXPECT_EQ(bench.data("03 00 00 00 12 00"), "70 00 02 00 00 00 00 0A 00 00 00 00 3A 00 00 00 00 00");
  ASSERT_EQ(bench.outcome(eject), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "2/3A/00");
}

// MMC-6, LOAD/UNLOAD MEDIUM command: slot 0 of a drive that is no changer.
TEST(LoadUnloadMedium, moves_the_tray_like_start_stop_unit) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(bench.send("A6 00 00 00 02 00 00 00 00 00 00 00").busy_for, 1500ms);
  EXPECT_EQ(bench.outcome(ready), "2/3A/02");
  EXPECT_EQ(bench.send("A6 01 00 00 03 00 00 00 00 00 00 00").busy_for, 0ns);
  EXPECT_EQ(bench.outcome(ready), "2/04/01");
}

TEST(LoadUnloadMedium, other_slots_there_are_not) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(bench.pointed("A6 00 00 00 03 00 00 00 01 00 00 00"), "cdb 8");
}

// Checklist 127.
TEST(LoadUnloadMedium, prevention_holds_the_tray) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  bench.drive.prevent_removal(other_host, true);
  EXPECT_EQ(bench.outcome("A6 00 00 00 02 00 00 00 00 00 00 00"), "5/53/02");
}

}  // namespace
}  // namespace emulator::mmc
