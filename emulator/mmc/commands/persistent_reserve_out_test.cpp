// PERSISTENT RESERVE OUT, and what IN tells of it. SPC-4, Reservations.
#include "emulator/mmc/commands/persistent_reserve_out.h"

#include "emulator/mmc/test_drive.h"

namespace emulator::mmc {
namespace {

constexpr std::string_view ready = "00 00 00 00 00 00";
constexpr std::string_view read_block_0 = "28 00 00 00 00 00 00 00 01 00";
constexpr std::string_view write_nothing = "2A 00 00 00 00 00 00 00 00 00";
constexpr std::string_view keys = "5E 00 00 00 00 00 00 00 FF 00";
constexpr std::string_view held = "5E 01 00 00 00 00 00 00 FF 00";
constexpr std::string_view no_key = "00 00 00 00 00 00 00 00";
constexpr std::string_view key_1 = "11 12 13 14 15 16 17 18";
constexpr std::string_view key_2 = "21 22 23 24 25 26 27 28";
constexpr std::string_view port_1 = "iqn.2026-11.a:host,i,0x123456789ABC";

struct Pair {
  Pair() : bench(TestDrive::with(media::ProfileNumber::bd_r_sequential)) {
    bench.drive.nexus_began(one_host, port_1);
    bench.drive.nexus_began(other_host, "iqn.2026-11.b:host,i,0x000000000002");
    bench.drive.attentions().take(one_host);
    bench.drive.attentions().take(other_host);
  }

  std::string out(std::string_view action_and_type, std::string_view own, std::string_view other,
                  scsi::NexusId nexus = one_host) {
    const std::string cdb = "5F " + std::string(action_and_type) + " 00 00 00 00 00 18 00";
    const std::string list = std::string(own) + " " + std::string(other) + " 00 00 00 00 00 00 00 00";
    return bench.outcome(cdb, *base::parse_hex(list), nexus);
  }
  void enroll_both() {
    ASSERT_EQ(out("00 00", no_key, key_1), "GOOD");
    ASSERT_EQ(out("06 00", no_key, key_2, other_host), "GOOD");
  }

  TestDrive bench;
};

TEST(PersistentReserve, nothing_is_registered_at_first) {
  Pair pair;
  EXPECT_EQ(pair.bench.data(keys), "00 00 00 00 00 00 00 00");
  EXPECT_EQ(pair.bench.data(held), "00 00 00 00 00 00 00 00");
  EXPECT_EQ(pair.bench.data("5E 02 00 00 00 00 00 00 FF 00"), "00 08 00 80 EA 01 00 00");
}

TEST(PersistentReserve, keys_and_reservation_are_told) {
  Pair pair;
  pair.enroll_both();
  EXPECT_EQ(pair.bench.data(keys), "00 00 00 02 00 00 00 10 " + std::string(key_1) + " " + std::string(key_2));
  ASSERT_EQ(pair.out("01 05", key_1, no_key), "GOOD");
  EXPECT_EQ(pair.bench.data(held), "00 00 00 02 00 00 00 10 " + std::string(key_1) + " 00 00 00 00 00 05 00 00");
  EXPECT_EQ(pair.bench.data("5E 00 00 00 00 00 00 00 08 00"), "00 00 00 02 00 00 00 10") << "cut, with its full length";
}

// SPC-4, READ FULL STATUS service action; TransportID identifiers, iSCSI.
TEST(PersistentReserve, full_status_names_the_ports) {
  Pair pair;
  ASSERT_EQ(pair.out("00 00", no_key, key_1), "GOOD");
  ASSERT_EQ(pair.out("01 05", key_1, no_key), "GOOD");
  EXPECT_EQ(
      pair.bench.data("5E 03 00 00 00 00 00 00 FF 00"),
      "00 00 00 01 00 00 00 40 " + std::string(key_1) +
          " 00 00 00 00 01 05 00 00 00 00 00 01 00 00 00 28 45 00 00 24 69 71 6E 2E 32 30 32 36 2D 31 31 2E 61 3A "
          "68 6F 73 74 2C 69 2C 30 78 31 32 33 34 35 36 37 38 39 41 42 43 00");
}

TEST(PersistentReserve, holder_keeps_others_from_writing_and_not_from_reading) {
  Pair pair;
  pair.enroll_both();
  ASSERT_EQ(pair.out("01 01", key_1, no_key), "GOOD");
  EXPECT_EQ(pair.bench.outcome(write_nothing), "GOOD");
  EXPECT_EQ(pair.bench.outcome(write_nothing, {}, other_host), "RESERVATION CONFLICT");
  EXPECT_EQ(pair.bench.outcome(read_block_0, {}, other_host), pair.bench.outcome(read_block_0));
  EXPECT_EQ(pair.bench.outcome(ready, {}, other_host), "GOOD");
  EXPECT_EQ(pair.bench.outcome("1B 00 00 00 02 00", {}, other_host), "RESERVATION CONFLICT") << "an eject";
  EXPECT_EQ(pair.bench.outcome("1B 00 00 00 01 00", {}, other_host), "GOOD") << "a start";
  EXPECT_EQ(pair.bench.outcome("1E 00 00 00 01 00", {}, other_host), "RESERVATION CONFLICT") << "a prevention";
  EXPECT_EQ(pair.bench.outcome("1E 00 00 00 00 00", {}, other_host), "GOOD") << "an allowance";
}

TEST(PersistentReserve, exclusive_access_keeps_others_from_reading_too) {
  Pair pair;
  pair.enroll_both();
  ASSERT_EQ(pair.out("01 03", key_1, no_key), "GOOD");
  for (const std::string_view cdb : {read_block_0, std::string_view{"51 00 00 00 00 00 00 00 22 00"}}) {
    EXPECT_EQ(pair.bench.outcome(cdb, {}, other_host), "RESERVATION CONFLICT");
  }
  for (const std::string_view cdb : {"12 00 00 00 24 00", "03 00 00 00 12 00", "A0 00 00 00 00 00 00 00 00 10 00 00",
                                     "46 00 00 00 00 00 00 00 08 00", "25 00 00 00 00 00 00 00 00 00",
                                     "A3 0C 00 00 00 00 00 00 00 04 00 00", "5E 00 00 00 00 00 00 00 08 00"}) {
    EXPECT_EQ(pair.bench.outcome(cdb, {}, other_host), "GOOD") << cdb;
  }
}

TEST(PersistentReserve, registration_stays_when_the_nexus_is_lost) {
  Pair pair;
  pair.enroll_both();
  ASSERT_EQ(pair.out("01 03", key_1, no_key), "GOOD");
  pair.bench.drive.nexus_ended(one_host);
  EXPECT_EQ(pair.bench.outcome(read_block_0, {}, other_host), "RESERVATION CONFLICT");
  constexpr scsi::NexusId again{7};
  pair.bench.drive.nexus_began(again, port_1);
  pair.bench.drive.attentions().take(again);
  EXPECT_NE(pair.bench.outcome(read_block_0, {}, again), "RESERVATION CONFLICT");
  EXPECT_EQ(pair.out("02 03", key_1, no_key, again), "GOOD");
  EXPECT_NE(pair.bench.outcome(read_block_0, {}, other_host), "RESERVATION CONFLICT");
}

TEST(PersistentReserve, reset_of_the_unit_leaves_it_and_a_loss_of_power_does_not) {
  Pair pair;
  pair.enroll_both();
  pair.bench.drive.reset(scsi::ResetKind::logical_unit_reset);
  EXPECT_EQ(pair.bench.drive.persistent_reservation().registrations().size(), 2U);
  pair.bench.drive.reset(scsi::ResetKind::power_on);
  EXPECT_TRUE(pair.bench.drive.persistent_reservation().registrations().empty());
}

TEST(PersistentReserve, whoever_loses_something_is_told) {
  Pair pair;
  pair.enroll_both();
  ASSERT_EQ(pair.out("01 05", key_1, no_key), "GOOD");
  ASSERT_EQ(pair.out("02 05", key_1, no_key), "GOOD");
  EXPECT_EQ(pair.bench.outcome(ready, {}, other_host), "6/2A/04");
  ASSERT_EQ(pair.out("04 03", key_1, key_2), "GOOD");
  EXPECT_EQ(pair.bench.outcome(ready, {}, other_host), "6/2A/05");
  ASSERT_EQ(pair.out("00 00", no_key, key_2, other_host), "GOOD");
  ASSERT_EQ(pair.out("03 00", key_1, no_key), "GOOD");
  EXPECT_EQ(pair.bench.outcome(ready, {}, other_host), "6/2A/03");
  EXPECT_EQ(pair.bench.outcome(ready), "GOOD") << "who did it is told nothing";
}

TEST(PersistentReserve, wrong_key_is_a_conflict) {
  Pair pair;
  pair.enroll_both();
  EXPECT_EQ(pair.out("01 03", key_2, no_key), "RESERVATION CONFLICT");
  EXPECT_EQ(pair.out("00 00", key_2, key_1), "RESERVATION CONFLICT");
}

TEST(PersistentReserve, release_of_another_type_is_refused) {
  Pair pair;
  pair.enroll_both();
  ASSERT_EQ(pair.out("01 03", key_1, no_key), "GOOD");
  EXPECT_EQ(pair.out("02 01", key_1, no_key), "5/26/04");
}

TEST(PersistentReserve, what_is_not_offered_is_refused) {
  Pair pair;
  TestDrive& bench = pair.bench;
  const std::string zeros = std::string(no_key) + " " + std::string(key_1) + " 00 00 00 00";
  EXPECT_EQ(bench.pointed("5F 00 00 00 00 00 00 00 18 00", zeros + " 08 00 00 00"), "list 20.3");
  EXPECT_EQ(bench.pointed("5F 00 00 00 00 00 00 00 18 00", zeros + " 04 00 00 00"), "list 20.2");
  EXPECT_EQ(bench.pointed("5F 00 00 00 00 00 00 00 18 00", zeros + " 01 00 00 00"), "list 20.0");
  EXPECT_EQ(bench.outcome("5F 00 00 00 00 00 00 00 17 00", zeros + " 00 00 00 00"), "5/1A/00");
  EXPECT_EQ(bench.pointed("5F 01 13 00 00 00 00 00 18 00", zeros + " 00 00 00 00"), "cdb 2.7");
  EXPECT_EQ(bench.pointed("5F 01 02 00 00 00 00 00 18 00", zeros + " 00 00 00 00"), "cdb 2.3");
  for (const std::string_view action : {"05", "07", "08", "1F"}) {
    EXPECT_EQ(bench.pointed("5F " + std::string(action) + " 00 00 00 00 00 00 18 00"), "cdb 1.4");
  }
  for (const std::string_view action : {"04", "1F"}) {
    EXPECT_EQ(bench.pointed("5E " + std::string(action) + " 00 00 00 00 00 00 18 00"), "cdb 1.4");
  }
}

// SPC-2, Reservations: the two ways to reserve exclude each other.
TEST(PersistentReserve, reserve_and_registrations_exclude_each_other) {
  Pair pair;
  ASSERT_EQ(pair.bench.outcome("16 00 00 00 00 00"), "GOOD");
  EXPECT_EQ(pair.out("00 00", no_key, key_1), "RESERVATION CONFLICT");
  EXPECT_EQ(pair.bench.outcome(keys, {}, other_host), "RESERVATION CONFLICT");
  ASSERT_EQ(pair.bench.outcome("17 00 00 00 00 00"), "GOOD");
  pair.enroll_both();
  EXPECT_EQ(pair.bench.outcome("16 00 00 00 00 00"), "RESERVATION CONFLICT");
  EXPECT_EQ(pair.bench.outcome("57 00 00 00 00 00 00 00 00 00"), "RESERVATION CONFLICT");
}

}  // namespace
}  // namespace emulator::mmc
