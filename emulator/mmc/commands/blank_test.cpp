#include "emulator/mmc/commands/blank.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

using namespace std::chrono_literals;
using media::BlankingType;
using media::ProfileNumber;

constexpr std::string_view ready = "00 00 00 00 00 00";
constexpr std::string_view minimal = "A1 01 00 00 00 00 00 00 00 00 00 00";
constexpr std::string_view minimal_at_once = "A1 11 00 00 00 00 00 00 00 00 00 00";

TEST(Blank, type_and_start_reach_the_medium) {
  TestDrive bench = TestDrive::with(ProfileNumber::cd_rw);
  ASSERT_EQ(bench.outcome("A1 04 12 34 56 78 00 00 00 00 00 00"), "GOOD");
  ASSERT_EQ(bench.disc().blanked.size(), 1U);
  EXPECT_EQ(bench.disc().blanked[0].type, BlankingType::track_tail);
  EXPECT_EQ(bench.disc().blanked[0].start, 0x12345678U);
}

// MMC-6, BLANK command, Immed: 2/04/07 with progress until it is done, and the disc is safe when a host hears of that.
TEST(Blank, immediate_is_busy_with_progress_until_it_is_done) {
  TestDrive bench = TestDrive::with(ProfileNumber::cd_rw);
  EXPECT_EQ(bench.send(minimal_at_once).busy_for, 0ns);
  bench.wait(12'500ms);
  const scsi::Reply half = bench.send(ready);
  EXPECT_EQ(TestDrive::sense_text(half), "2/04/07");
  EXPECT_EQ(half.sense->progress, scsi::Progress{32768});
  EXPECT_EQ(bench.outcome("51 00 00 00 00 00 00 00 22 00"), "2/04/07");
  EXPECT_EQ(bench.outcome("2A 00 00 00 00 00 00 00 01 00", base::ByteBuffer(2048)), "2/04/07");
  EXPECT_EQ(bench.outcome(minimal), "2/04/07") << "one at a time";
  bench.wait(12'500ms);
  EXPECT_EQ(bench.send(ready).durable_after, scsi::FlushEpoch{1});
  EXPECT_EQ(bench.disc().blanked.size(), 1U);
}

TEST(Blank, waits_for_the_blocks_that_it_erases) {
  TestDrive bench = TestDrive::with(ProfileNumber::cd_rw);
  const scsi::Reply reply = bench.send(minimal);
  EXPECT_EQ(reply.busy_for, 25s);
  EXPECT_EQ(reply.durable_after, scsi::FlushEpoch{1});
  bench.disc().stated_erased = base::BlockCount{6000};
  bench.wait(25s);
  // 6000 blocks of 2352 bytes at 1411 kB/s, the slowest: the disc names no speed.
  EXPECT_EQ(bench.send("A1 00 00 00 00 00 00 00 00 00 00 00").busy_for, 25s + base::Duration{10'001'417'435});
}

// SAT-3 gives the same operation code to ATA PASS-THROUGH (12): 08h is its PIO data-in, and would be "blank the disc".
// Checklist 97.
TEST(Blank, what_looks_like_ata_pass_through_erases_nothing) {
  TestDrive bench = TestDrive::with(ProfileNumber::cd_rw);
  for (const auto& [cdb, field] : {std::pair{"A1 08 0E 00 01 00 00 00 00 EC 00 00", "cdb 1.3"},
                                   {"A1 80 00 00 00 00 00 00 00 00 00 00", "cdb 1.7"},
                                   {"A1 20 00 00 00 00 00 00 00 00 00 00", "cdb 1.5"},
                                   {"A1 00 00 00 00 00 40 00 00 00 00 00", "cdb 6.6"},
                                   {"A1 00 00 00 00 00 00 01 00 00 00 00", "cdb 7.0"},
                                   {"A1 00 00 00 00 00 00 00 02 00 00 00", "cdb 8.1"},
                                   {"A1 00 00 00 00 00 00 00 00 EC 00 00", "cdb 9.7"},
                                   {"A1 00 00 00 00 00 00 00 00 00 08 00", "cdb 10.3"},
                                   {"A1 00 00 00 00 00 00 00 00 00 00 80", "cdb 11.7"}}) {
    EXPECT_EQ(bench.pointed(cdb), field);
  }
  EXPECT_TRUE(bench.disc().blanked.empty());
}

TEST(Blank, others_learn_that_the_disc_has_changed_and_all_that_features_have) {
  TestDrive bench = TestDrive::with(ProfileNumber::cd_rw);
  bench.drive.nexus_began(other_host);
  while (bench.outcome(ready, {}, other_host) != "GOOD") {
  }
  ASSERT_EQ(bench.outcome(minimal), "GOOD");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.outcome(ready, {}, other_host), "6/28/00");
  constexpr std::string_view operational_changes = "4A 01 00 00 02 00 00 00 08 00";
  EXPECT_EQ(bench.data(operational_changes), "00 06 01 56 02 00 00 01");
  EXPECT_EQ(bench.data(operational_changes), "00 06 01 56 00 00 00 00") << "once";
}

TEST(Blank, refusal_of_the_medium_is_the_answer_and_nothing_runs_or_changes) {
  TestDrive bench = TestDrive::with(ProfileNumber::cd_rw);
  bench.drive.nexus_began(other_host);
  while (bench.outcome(ready, {}, other_host) != "GOOD") {
  }
  bench.disc().refusal = scsi::sense::command_sequence_error;
  EXPECT_EQ(bench.outcome("A1 15 00 00 00 00 00 00 00 00 00 00"), "5/2C/00");
  EXPECT_EQ(bench.outcome(ready), "GOOD");
  EXPECT_EQ(bench.outcome(ready, {}, other_host), "GOOD");
}

// MMC-6, BLANK command: of CD-RW and DVD-RW. Real drives say 5/30/05 of other discs.
// Checklist 96.
TEST(Blank, discs_that_cannot_be_blanked_are_refused) {
  for (const ProfileNumber number :
       {ProfileNumber::cd_rom, ProfileNumber::cd_r, ProfileNumber::dvd_plus_r, ProfileNumber::dvd_plus_rw,
        ProfileNumber::dvd_ram, ProfileNumber::bd_rom, ProfileNumber::bd_r_sequential, ProfileNumber::bd_re}) {
    TestDrive bench = TestDrive::with(number);
    EXPECT_EQ(bench.outcome(minimal), "5/30/05") << std::hex << static_cast<int>(number);
  }
  TestDrive empty;
  EXPECT_EQ(empty.outcome(minimal), "2/3A/01");
}

TEST(Blank, models_that_write_no_rewritable_disc_do_not_know_it) {
  drive::DriveProfile profile = profile_of("generic-cd");
  std::erase(profile.profiles, ProfileNumber::cd_rw);
  TestDrive bench({}, profile);
  EXPECT_EQ(bench.outcome(minimal), "5/20/00");
}

}  // namespace
}  // namespace emulator::mmc
