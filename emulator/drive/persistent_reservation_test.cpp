#include "emulator/drive/persistent_reservation.h"

#include <gtest/gtest.h>

namespace emulator::drive {
namespace {

using enum ReservationType;
using Ports = std::vector<std::string>;

// Three ports, two of them registered: a with key 1, b with key 2; c is nobody.
PersistentReservation two_registrants() {
  PersistentReservation reservation;
  EXPECT_TRUE(reservation.enroll("a", 0, 1));
  EXPECT_TRUE(reservation.enroll("b", 0, 2));
  return reservation;
}

ReservationRefusal refusal(const ReservationOutcome& outcome) { return outcome.error(); }

// SPC-4, Commands allowed in the presence of various reservations: who may read and who may write what a holds.
TEST(PersistentReservation, types_let_in_whom_the_standard_lets_in) {
  struct Row {
    ReservationType type;
    bool registrant_reads, registrant_writes, stranger_reads;
  };
  for (const Row& row : {Row{write_exclusive, true, false, true}, Row{exclusive_access, false, false, false},
                         Row{write_exclusive_registrants_only, true, true, true},
                         Row{exclusive_access_registrants_only, true, true, false},
                         Row{write_exclusive_all_registrants, true, true, true},
                         Row{exclusive_access_all_registrants, true, true, false}}) {
    PersistentReservation reservation = two_registrants();
    ASSERT_TRUE(reservation.reserve("a", 1, row.type));
    const auto type = static_cast<int>(row.type);
    EXPECT_TRUE(reservation.allows("a", Access::changes)) << type;
    EXPECT_EQ(reservation.allows("b", Access::reads), row.registrant_reads) << type;
    EXPECT_EQ(reservation.allows("b", Access::changes), row.registrant_writes) << type;
    EXPECT_EQ(reservation.allows("c", Access::reads), row.stranger_reads) << type;
    EXPECT_FALSE(reservation.allows("c", Access::changes)) << type;
    EXPECT_TRUE(reservation.allows("c", Access::none)) << type;
  }
}

TEST(PersistentReservation, nobody_is_kept_out_without_a_reservation) {
  const PersistentReservation reservation = two_registrants();
  EXPECT_TRUE(reservation.allows("c", Access::changes));
}

// SPC-4, Registering: the key that the port has, zero for none, has to be named.
TEST(PersistentReservation, registering_needs_the_key_of_before) {
  PersistentReservation reservation;
  EXPECT_EQ(refusal(reservation.enroll("a", 9, 1)), ReservationRefusal::conflict);
  EXPECT_TRUE(reservation.enroll("a", 0, 1));
  EXPECT_EQ(refusal(reservation.enroll("a", 0, 3)), ReservationRefusal::conflict);
  EXPECT_TRUE(reservation.enroll("a", 1, 3));
  EXPECT_EQ(reservation.key_of("a"), 3U);
  EXPECT_TRUE(reservation.enroll_whatever_the_key("a", 4));
  EXPECT_EQ(reservation.key_of("a"), 4U);
  EXPECT_TRUE(reservation.enroll("a", 4, 0));
  EXPECT_EQ(reservation.key_of("a"), std::nullopt);
  EXPECT_EQ(reservation.generation(), 4U) << "of the four that succeeded";
}

TEST(PersistentReservation, unregistered_holder_gives_the_reservation_up) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.reserve("a", 1, write_exclusive_registrants_only));
  const auto change = reservation.enroll("a", 1, 0);
  EXPECT_EQ(change->released, Ports{"b"});
  EXPECT_EQ(reservation.type(), std::nullopt);
}

TEST(PersistentReservation, reservation_of_all_registrants_goes_with_the_last_of_them) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.reserve("a", 1, exclusive_access_all_registrants));
  ASSERT_TRUE(reservation.enroll("a", 1, 0));
  EXPECT_TRUE(reservation.is_held_by("b"));
  ASSERT_TRUE(reservation.enroll("b", 2, 0));
  EXPECT_EQ(reservation.type(), std::nullopt);
}

TEST(PersistentReservation, reserving_needs_the_own_key_and_a_free_unit) {
  PersistentReservation reservation = two_registrants();
  EXPECT_EQ(refusal(reservation.reserve("a", 2, write_exclusive)), ReservationRefusal::conflict);
  EXPECT_EQ(refusal(reservation.reserve("c", 0, write_exclusive)), ReservationRefusal::conflict);
  ASSERT_TRUE(reservation.reserve("a", 1, write_exclusive));
  EXPECT_TRUE(reservation.reserve("a", 1, write_exclusive)) << "it has it already";
  EXPECT_EQ(refusal(reservation.reserve("a", 1, exclusive_access)), ReservationRefusal::conflict);
  EXPECT_EQ(refusal(reservation.reserve("b", 2, write_exclusive)), ReservationRefusal::conflict);
}

// SPC-4, Releasing.
TEST(PersistentReservation, only_the_holder_releases_and_says_which_type) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.reserve("a", 1, exclusive_access_registrants_only));
  EXPECT_TRUE(reservation.release("b", 2, exclusive_access_registrants_only)) << "no error, and nothing happens";
  EXPECT_TRUE(reservation.is_held_by("a"));
  EXPECT_EQ(refusal(reservation.release("a", 1, write_exclusive)), ReservationRefusal::wrong_release);
  EXPECT_EQ(refusal(reservation.release("a", 7, exclusive_access_registrants_only)), ReservationRefusal::conflict);
  EXPECT_EQ(reservation.release("a", 1, exclusive_access_registrants_only)->released, Ports{"b"});
  EXPECT_EQ(reservation.type(), std::nullopt);
}

TEST(PersistentReservation, release_of_an_exclusive_type_tells_nobody) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.reserve("a", 1, exclusive_access));
  EXPECT_EQ(reservation.release("a", 1, exclusive_access)->released, Ports{});
}

TEST(PersistentReservation, clear_takes_all_registrations) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.reserve("a", 1, exclusive_access));
  EXPECT_EQ(refusal(reservation.clear("c", 0)), ReservationRefusal::conflict);
  EXPECT_EQ(reservation.clear("b", 2)->preempted, Ports{"a"});
  EXPECT_TRUE(reservation.registrations().empty());
  EXPECT_EQ(reservation.type(), std::nullopt);
}

// SPC-4, Preempting.
TEST(PersistentReservation, preempting_the_holder_takes_its_place) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.reserve("a", 1, exclusive_access));
  EXPECT_EQ(reservation.preempt("b", 2, 1, write_exclusive)->unregistered, Ports{"a"});
  EXPECT_TRUE(reservation.is_held_by("b"));
  EXPECT_EQ(reservation.type(), write_exclusive);
  EXPECT_EQ(reservation.key_of("a"), std::nullopt);
}

TEST(PersistentReservation, preempting_another_registrant_leaves_the_reservation) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.enroll("c", 0, 3));
  ASSERT_TRUE(reservation.reserve("a", 1, exclusive_access));
  EXPECT_EQ(reservation.preempt("b", 2, 3, write_exclusive)->unregistered, Ports{"c"});
  EXPECT_TRUE(reservation.is_held_by("a"));
  EXPECT_EQ(reservation.type(), exclusive_access);
}

TEST(PersistentReservation, preempting_a_key_that_nobody_has_is_a_conflict_and_none_is_wrong) {
  PersistentReservation reservation = two_registrants();
  EXPECT_EQ(refusal(reservation.preempt("b", 2, 9, write_exclusive)), ReservationRefusal::conflict);
  EXPECT_EQ(refusal(reservation.preempt("b", 2, 0, write_exclusive)), ReservationRefusal::no_key);
  EXPECT_EQ(reservation.generation(), 2U);
}

TEST(PersistentReservation, preempting_all_registrants_names_no_key) {
  PersistentReservation reservation = two_registrants();
  ASSERT_TRUE(reservation.reserve("a", 1, write_exclusive_all_registrants));
  EXPECT_EQ(reservation.preempt("b", 2, 0, exclusive_access)->unregistered, Ports{"a"});
  EXPECT_TRUE(reservation.is_held_by("b"));
  EXPECT_EQ(reservation.type(), exclusive_access);
}

}  // namespace
}  // namespace emulator::drive
