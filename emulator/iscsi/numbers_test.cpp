#include "emulator/iscsi/numbers.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace emulator::iscsi {
namespace {

// Name to number; two-part codes have their first part in the upper byte.
std::map<std::string, unsigned> registry(const std::string& name) {
  std::ifstream file(BURNBENCH_SOURCE_DIR "/fixtures/registry/" + name + ".json");
  std::map<std::string, unsigned> numbers;
  const nlohmann::json list = nlohmann::json::parse(file);
  for (const auto& entry : list.at("entries")) {
    const std::string digits = entry.at("code").get<std::string>() + entry.value("qualifier", "");
    numbers[entry.at("identifier")] = static_cast<unsigned>(std::stoul(digits, nullptr, 16));
  }
  return numbers;
}

template <typename Enum>
void expect_registered(const std::string& name, const std::map<std::string, Enum>& ours) {
  const auto numbers = registry(name);
  for (const auto& [identifier, value] : ours) {
    ASSERT_TRUE(numbers.contains(identifier)) << identifier;
    EXPECT_EQ(static_cast<unsigned>(value), numbers.at(identifier)) << identifier;
  }
}

TEST(IscsiNumbers, opcodes_are_the_registry_s) {
  using enum Opcode;
  expect_registered<Opcode>("iscsi_opcodes", {{"nop_out", nop_out},
                                              {"scsi_command", scsi_command},
                                              {"task_management_request", task_management_request},
                                              {"login_request", login_request},
                                              {"text_request", text_request},
                                              {"scsi_data_out", scsi_data_out},
                                              {"logout_request", logout_request},
                                              {"snack_request", snack_request},
                                              {"nop_in", nop_in},
                                              {"scsi_response", scsi_response},
                                              {"task_management_response", task_management_response},
                                              {"login_response", login_response},
                                              {"text_response", text_response},
                                              {"scsi_data_in", scsi_data_in},
                                              {"logout_response", logout_response},
                                              {"ready_to_transfer", ready_to_transfer},
                                              {"reject", reject}});
}

TEST(IscsiNumbers, login_statuses_are_the_registry_s) {
  using enum LoginStatus;
  expect_registered<LoginStatus>("iscsi_login_status", {{"success", success},
                                                        {"initiator_error", initiator_error},
                                                        {"authentication_failure", authentication_failure},
                                                        {"not_found", not_found},
                                                        {"unsupported_version", unsupported_version},
                                                        {"too_many_connections", too_many_connections},
                                                        {"missing_parameter", missing_parameter},
                                                        {"session_type_not_supported", session_type_not_supported},
                                                        {"session_does_not_exist", session_does_not_exist},
                                                        {"out_of_resources", out_of_resources}});
}

TEST(IscsiNumbers, reject_reasons_are_the_registry_s) {
  using enum RejectReason;
  expect_registered<RejectReason>("iscsi_reject_reasons", {{"data_digest_error", data_digest_error},
                                                           {"snack_reject", snack_reject},
                                                           {"protocol_error", protocol_error},
                                                           {"command_not_supported", command_not_supported},
                                                           {"too_many_immediate_commands", too_many_immediate_commands},
                                                           {"task_in_progress", task_in_progress},
                                                           {"invalid_pdu_field", invalid_pdu_field}});
}

TEST(IscsiNumbers, task_management_is_the_registry_s) {
  expect_registered<TaskFunction>("iscsi_task_management_functions",
                                  {{"abort_task", TaskFunction::abort_task},
                                   {"abort_task_set", TaskFunction::abort_task_set},
                                   {"clear_aca", TaskFunction::clear_aca},
                                   {"clear_task_set", TaskFunction::clear_task_set},
                                   {"logical_unit_reset", TaskFunction::logical_unit_reset},
                                   {"target_warm_reset", TaskFunction::target_warm_reset},
                                   {"target_cold_reset", TaskFunction::target_cold_reset},
                                   {"task_reassign", TaskFunction::task_reassign}});
  using enum TaskResponse;
  expect_registered<TaskResponse>(
      "iscsi_task_management_responses",
      {{"function_complete", function_complete},
       {"task_does_not_exist", task_does_not_exist},
       {"lun_does_not_exist", lun_does_not_exist},
       {"task_allegiance_reassignment_not_supported", task_allegiance_reassignment_not_supported},
       {"function_not_supported", function_not_supported}});
}

}  // namespace
}  // namespace emulator::iscsi
