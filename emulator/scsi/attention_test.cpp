#include "emulator/scsi/attention.h"

#include <gtest/gtest.h>

#include "emulator/scsi/sense_codes.h"

namespace emulator::scsi {
namespace {

constexpr NexusId first{1};
constexpr NexusId second{2};
constexpr Sense power_on = sense::power_on_reset_or_bus_device_reset_occurred;
constexpr Sense medium = sense::not_ready_to_ready_change_medium_may_have_changed;
constexpr Sense modes = sense::mode_parameters_changed;

TEST(Attentions, new_nexus_is_told_once) {
  Attentions attentions;
  attentions.begin(first, power_on);
  EXPECT_EQ(attentions.take(first), power_on);
  EXPECT_EQ(attentions.take(first), std::nullopt);
}

TEST(Attentions, next_does_not_consume) {
  Attentions attentions;
  attentions.begin(first, power_on);
  EXPECT_EQ(attentions.next(first), power_on);
  EXPECT_EQ(attentions.next(first), power_on);
}

TEST(Attentions, unknown_nexus_has_none) {
  Attentions attentions;
  attentions.raise(second, medium);
  EXPECT_EQ(attentions.take(second), std::nullopt);
}

TEST(Attentions, reset_comes_before_medium_before_modes) {
  Attentions attentions;
  attentions.begin(first, power_on);
  attentions.raise(first, modes);
  attentions.raise(first, medium);
  EXPECT_EQ(attentions.take(first), power_on);
  EXPECT_EQ(attentions.take(first), medium);
  EXPECT_EQ(attentions.take(first), modes);
  EXPECT_EQ(attentions.take(first), std::nullopt);
}

TEST(Attentions, the_same_condition_waits_once) {
  Attentions attentions;
  attentions.begin(first, power_on);
  attentions.raise_for_all(medium);
  attentions.raise_for_all(medium);
  EXPECT_EQ(attentions.take(first), power_on);
  EXPECT_EQ(attentions.take(first), medium);
  EXPECT_EQ(attentions.take(first), std::nullopt);
}

TEST(Attentions, others_do_not_include_the_one_who_caused_it) {
  Attentions attentions;
  attentions.begin(first, power_on);
  attentions.begin(second, power_on);
  attentions.take(first);
  attentions.take(second);
  attentions.raise_for_others(first, modes);
  EXPECT_EQ(attentions.take(first), std::nullopt);
  EXPECT_EQ(attentions.take(second), modes);
}

TEST(Attentions, reset_replaces_what_was_waiting) {
  Attentions attentions;
  attentions.begin(first, power_on);
  attentions.raise(first, medium);
  attentions.reset(sense::bus_device_reset_function_occurred);
  EXPECT_EQ(attentions.take(first), sense::bus_device_reset_function_occurred);
  EXPECT_EQ(attentions.take(first), std::nullopt);
}

TEST(Attentions, ended_nexus_is_forgotten) {
  Attentions attentions;
  attentions.begin(first, power_on);
  attentions.end(first);
  EXPECT_EQ(attentions.next(first), std::nullopt);
}

}  // namespace
}  // namespace emulator::scsi
