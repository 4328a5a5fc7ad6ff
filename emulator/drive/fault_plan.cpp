#include "emulator/drive/fault_plan.h"

namespace emulator::drive {
namespace {

bool touches(const FaultRule& rule, const Attempt& attempt) {
  if (rule.operation_code && *rule.operation_code != attempt.operation_code) return false;
  if (!rule.range) return true;
  if (!attempt.range) return false;
  return rule.range->first < attempt.range->end() && attempt.range->first < rule.range->end();
}

}  // namespace

FaultPlan::FaultPlan(const std::vector<FaultRule>& rules) {
  for (const FaultRule& rule : rules) rules_.push_back({.rule = rule});
}

std::optional<Fault> FaultPlan::meet(const Attempt& attempt, base::Prng& chance) {
  std::optional<Fault> met;
  for (Counted& counted : rules_) {
    const FaultRule& rule = counted.rule;
    if (!touches(rule, attempt)) continue;
    ++counted.seen;
    if (rule.nth && *rule.nth != counted.seen) continue;
    if (rule.ratio && !chance.chance(rule.ratio->numerator, rule.ratio->denominator)) continue;
    if (!met) met = rule.fault;
  }
  return met;
}

}  // namespace emulator::drive
