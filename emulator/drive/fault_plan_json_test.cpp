#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "emulator/drive/fault_plan.h"

namespace emulator::drive {
namespace {

using nlohmann::json;

json plan_of(const json& rule) {
  return {{"format", "burnbench-fault-plan"}, {"version", 1}, {"rules", json::array({rule})}};
}

FaultRule rule_of(const json& rule) {
  const auto rules = parse_fault_plan(plan_of(rule).dump());
  if (rules) return rules->at(0);
  ADD_FAILURE() << rules.error();
  return {};
}

Fault fault_of(const json& fault) { return rule_of({{"fault", fault}}).fault; }

std::string error_of(const json& plan) {
  const auto rules = parse_fault_plan(plan.dump());
  return rules ? "accepted" : rules.error();
}

std::string error_of_rule(const json& rule) { return error_of(plan_of(rule)); }

std::string error_of_fault(const json& fault) { return error_of_rule({{"fault", fault}}); }

const json loss{{"kind", "power_loss"}};

TEST(FaultPlanJson, every_condition_is_read) {
  const FaultRule rule = rule_of({{"comment", "x"},
                                  {"operation_code", "2A"},
                                  {"blocks", {{"first", -150}, {"count", 32}}},
                                  {"nth", 3},
                                  {"ratio", {{"numerator", 1}, {"denominator", 100}}},
                                  {"fault", loss}});
  EXPECT_EQ(rule.operation_code, 0x2A);
  EXPECT_EQ(rule.range->first, base::Lba{-150});
  EXPECT_EQ(rule.range->count, base::BlockCount{32});
  EXPECT_EQ(rule.nth, 3U);
  EXPECT_EQ(rule.ratio->numerator, 1U);
  EXPECT_EQ(rule.ratio->denominator, 100U);
}

TEST(FaultPlanJson, a_rule_may_have_no_condition) {
  const FaultRule rule = rule_of({{"fault", loss}});
  EXPECT_FALSE(rule.operation_code || rule.range || rule.nth || rule.ratio);
}

TEST(FaultPlanJson, every_fault_is_read) {
  EXPECT_EQ(std::get<Fail>(fault_of({{"kind", "fail"}, {"sense", "B/4E/0F"}})).sense,
            (scsi::Sense{.key = scsi::SenseKey::aborted_command, .asc = 0x4E, .ascq = 0x0F}));
  EXPECT_EQ(std::get<Delay>(fault_of({{"kind", "delay"}, {"milliseconds", 1500}})).by, std::chrono::milliseconds(1500));
  EXPECT_EQ(std::get<Corrupt>(fault_of({{"kind", "corrupt"}, {"offset", 7}})).offset, 7U);
  EXPECT_TRUE(std::holds_alternative<DropConnection>(fault_of({{"kind", "drop_connection"}})));
  EXPECT_TRUE(std::holds_alternative<PowerLoss>(fault_of(loss)));
}

TEST(FaultPlanJson, rules_keep_their_order) {
  json plan = plan_of({{"nth", 1}, {"fault", loss}});
  plan["rules"].push_back({{"nth", 2}, {"fault", loss}});
  const auto rules = parse_fault_plan(plan.dump());
  ASSERT_EQ(rules->size(), 2U);
  EXPECT_EQ((*rules)[1].nth, 2U);
}

TEST(FaultPlanJson, every_mistake_in_a_plan_names_its_key) {
  EXPECT_EQ(parse_fault_plan("{").error(), "it is not a JSON object");
  EXPECT_EQ(parse_fault_plan("[]").error(), "it is not a JSON object");
  EXPECT_EQ(error_of(json::object()), "format is missing");
  json plan = plan_of({{"fault", loss}});
  plan["rule"] = 1;
  EXPECT_EQ(error_of(plan), "rule is no key of this form");
  plan = plan_of({{"fault", loss}});
  plan["format"] = "burnbench-drive-profile";
  EXPECT_EQ(error_of(plan), "format must be \"burnbench-fault-plan\"");
  plan["format"] = "burnbench-fault-plan";
  plan["version"] = 2;
  EXPECT_EQ(error_of(plan), "version must be a whole number from 1 to 1");
  plan["version"] = 1;
  plan["rules"] = json::array();
  EXPECT_EQ(error_of(plan), "rules must have 1 to 1000 entries");
  plan["rules"] = std::vector<json>(1001, {{"fault", loss}});
  EXPECT_EQ(error_of(plan), "rules must have 1 to 1000 entries");
}

TEST(FaultPlanJson, every_mistake_in_a_condition_names_its_key) {
  EXPECT_EQ(error_of_rule({{"nth", 1}}), "rules[0].fault is missing");
  EXPECT_EQ(error_of_rule({{"opcode", "2A"}, {"fault", loss}}), "rules[0].opcode is no key of this form");
  for (const char* code : {"2a", "2", "0x", "G0", "+2"}) {
    EXPECT_EQ(error_of_rule({{"operation_code", code}, {"fault", loss}}),
              "rules[0].operation_code must be an operation code of two hex digits, as \"2A\"")
        << code;
  }
  EXPECT_EQ(error_of_rule({{"operation_code", 42}, {"fault", loss}}), "rules[0].operation_code is not a text");
  EXPECT_EQ(error_of_rule({{"blocks", {{"first", -151}, {"count", 1}}}, {"fault", loss}}),
            "rules[0].blocks.first must be a whole number from -150 to 4294967295");
  EXPECT_EQ(error_of_rule({{"blocks", {{"first", 0}, {"count", 0}}}, {"fault", loss}}),
            "rules[0].blocks.count must be a whole number from 1 to 4294967295");
  EXPECT_EQ(error_of_rule({{"blocks", {{"first", 0}}}, {"fault", loss}}), "rules[0].blocks.count is missing");
  EXPECT_EQ(error_of_rule({{"blocks", 7}, {"fault", loss}}), "rules[0].blocks is not an object");
  for (const json& nth : {json(0), json(1.5), json(-1), json(0x1'0000'0000), json(0xFFFF'FFFF'FFFF'FFFF)}) {
    EXPECT_EQ(error_of_rule({{"nth", nth}, {"fault", loss}}),
              "rules[0].nth must be a whole number from 1 to 4294967295")
        << nth;
  }
  EXPECT_EQ(error_of_rule({{"ratio", {{"numerator", 1}, {"denominator", 0}}}, {"fault", loss}}),
            "rules[0].ratio.denominator must be a whole number from 1 to 4294967295");
  EXPECT_EQ(error_of_rule({{"ratio", {{"numerator", 3}, {"denominator", 2}}}, {"fault", loss}}),
            "rules[0].ratio.numerator must be a whole number from 0 to 2");
}

TEST(FaultPlanJson, every_mistake_in_a_fault_names_its_key) {
  EXPECT_EQ(error_of_fault("power_loss"), "rules[0].fault.kind is missing");
  EXPECT_EQ(error_of_fault({{"kind", "explode"}}),
            "rules[0].fault.kind must be fail, delay, corrupt, drop_connection or power_loss");
  EXPECT_EQ(error_of_fault({{"kind", "power_loss"}, {"offset", 1}}), "rules[0].fault.offset is no key of this form");
  EXPECT_EQ(error_of_fault({{"kind", "fail"}}), "rules[0].fault.sense is missing");
  for (const char* sense : {"3/0C/0", "9/0C/00", "3-0C-00", "3/0c/00", "3/0C/0G"}) {
    EXPECT_EQ(error_of_fault({{"kind", "fail"}, {"sense", sense}}),
              "rules[0].fault.sense must be sense key, code and qualifier in hex, as \"3/0C/00\"")
        << sense;
  }
  EXPECT_EQ(error_of_fault({{"kind", "delay"}, {"milliseconds", 3'600'001}}),
            "rules[0].fault.milliseconds must be a whole number from 0 to 3600000");
  EXPECT_EQ(error_of_fault({{"kind", "corrupt"}}), "rules[0].fault.offset is missing");
}

TEST(FaultPlanJson, the_published_plans_are_read_and_each_kind_is_among_them) {
  std::array<int, std::variant_size_v<Fault>> kinds{};
  for (const auto& entry : std::filesystem::directory_iterator(BURNBENCH_SOURCE_DIR "/fixtures/faults")) {
    const auto rules = load_fault_plan(entry.path());
    ASSERT_TRUE(rules) << entry.path() << ": " << rules.error();
    for (const FaultRule& rule : *rules) ++kinds.at(rule.fault.index());
  }
  for (const int count : kinds) EXPECT_GT(count, 0);
}

TEST(FaultPlanJson, what_is_no_file_is_not_read) {
  EXPECT_EQ(load_fault_plan("/nowhere/none.json").error(), "it is no file");
  EXPECT_EQ(load_fault_plan("/dev/zero").error(), "it is no file");
}

}  // namespace
}  // namespace emulator::drive
