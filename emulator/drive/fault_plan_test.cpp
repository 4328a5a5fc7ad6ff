#include "emulator/drive/fault_plan.h"

#include <gtest/gtest.h>

#include "emulator/scsi/sense_codes.h"

namespace emulator::drive {
namespace {

const Fault failure = Fail{scsi::sense::write_error};
constexpr std::uint8_t write_10 = 0x2A;

Attempt write_at(std::int64_t first, std::int64_t count) {
  return {.operation_code = write_10, .range = base::BlockRange{base::Lba{first}, base::BlockCount{count}}};
}

TEST(FaultPlan, empty_plan_meets_nothing) {
  FaultPlan plan;
  base::Prng chance{1};
  EXPECT_FALSE(plan.meet({.operation_code = write_10}, chance));
}

TEST(FaultPlan, rule_without_conditions_meets_everything) {
  FaultPlan plan{{{.fault = failure}}};
  base::Prng chance{1};
  EXPECT_TRUE(plan.meet({.operation_code = 0x00}, chance));
}

TEST(FaultPlan, operation_code_has_to_match) {
  FaultPlan plan{{{.operation_code = write_10, .fault = failure}}};
  base::Prng chance{1};
  EXPECT_FALSE(plan.meet({.operation_code = 0x28}, chance));
  EXPECT_TRUE(plan.meet({.operation_code = write_10}, chance));
}

TEST(FaultPlan, range_meets_what_touches_it) {
  FaultPlan plan{{{.range = base::BlockRange{base::Lba{10}, base::BlockCount{2}}, .fault = failure}}};
  base::Prng chance{1};
  EXPECT_FALSE(plan.meet(write_at(8, 2), chance));
  EXPECT_TRUE(plan.meet(write_at(8, 3), chance));
  EXPECT_TRUE(plan.meet(write_at(11, 1), chance));
  EXPECT_FALSE(plan.meet(write_at(12, 1), chance));
  EXPECT_FALSE(plan.meet({.operation_code = write_10}, chance));
}

TEST(FaultPlan, nth_counts_only_the_commands_that_match_and_happens_once) {
  FaultPlan plan{{{.operation_code = write_10, .nth = 2, .fault = failure}}};
  base::Prng chance{1};
  EXPECT_FALSE(plan.meet({.operation_code = write_10}, chance));
  EXPECT_FALSE(plan.meet({.operation_code = 0x00}, chance));
  EXPECT_TRUE(plan.meet({.operation_code = write_10}, chance));
  EXPECT_FALSE(plan.meet({.operation_code = write_10}, chance));
}

TEST(FaultPlan, ratio_of_one_half_meets_about_half_and_the_same_ones_again) {
  const auto met = [] {
    FaultPlan plan{{{.ratio = Ratio{1, 2}, .fault = failure}}};
    base::Prng chance{7};
    std::vector<bool> results;
    for (int i = 0; i < 1000; ++i) results.push_back(plan.meet({.operation_code = write_10}, chance).has_value());
    return results;
  };
  const auto results = met();
  const auto count = std::count(results.begin(), results.end(), true);
  EXPECT_GT(count, 400);
  EXPECT_LT(count, 600);
  EXPECT_EQ(results, met());
}

TEST(FaultPlan, rule_without_ratio_takes_no_chance) {
  FaultPlan plan{{{.fault = failure}}};
  base::Prng chance{7};
  plan.meet({.operation_code = write_10}, chance);
  base::Prng untouched{7};
  EXPECT_EQ(chance.next(), untouched.next());
}

TEST(FaultPlan, first_rule_that_holds_decides) {
  FaultPlan plan{{{.operation_code = std::uint8_t{0x28}, .fault = failure},
                  {.fault = Delay{std::chrono::seconds(1)}},
                  {.fault = failure}}};
  base::Prng chance{1};
  EXPECT_TRUE(std::holds_alternative<Delay>(*plan.meet({.operation_code = write_10}, chance)));
  EXPECT_TRUE(std::holds_alternative<Fail>(*plan.meet({.operation_code = 0x28}, chance)));
}

}  // namespace
}  // namespace emulator::drive
