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

TEST(StartStopUnit, format_layer_is_refused) {
  TestDrive bench = TestDrive::with(media::ProfileNumber::cd_rom);
  EXPECT_EQ(bench.pointed("1B 00 00 00 05 00"), "cdb 4.2");
}

}  // namespace
}  // namespace emulator::mmc
