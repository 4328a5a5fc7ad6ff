#include "emulator/scsi/sense_codes.h"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

namespace emulator::scsi {
namespace {

struct Named {
  std::string_view name;
  Sense sense;
};

constexpr std::array constants{
    Named{"no_additional_sense_information", sense::no_additional_sense_information},
    Named{"power_calibration_area_almost_full", sense::power_calibration_area_almost_full},
    Named{"logical_unit_is_in_process_of_becoming_ready", sense::logical_unit_is_in_process_of_becoming_ready},
    Named{"logical_unit_not_ready_format_in_progress", sense::logical_unit_not_ready_format_in_progress},
    Named{"logical_unit_not_ready_operation_in_progress", sense::logical_unit_not_ready_operation_in_progress},
    Named{"logical_unit_not_ready_long_write_in_progress", sense::logical_unit_not_ready_long_write_in_progress},
    Named{"medium_not_present", sense::medium_not_present},
    Named{"medium_not_present_tray_closed", sense::medium_not_present_tray_closed},
    Named{"medium_not_present_tray_open", sense::medium_not_present_tray_open},
    Named{"write_error", sense::write_error},
    Named{"write_error_loss_of_streaming", sense::write_error_loss_of_streaming},
    Named{"unrecovered_read_error", sense::unrecovered_read_error},
    Named{"l_ec_uncorrectable_error", sense::l_ec_uncorrectable_error},
    Named{"circ_unrecovered_error", sense::circ_unrecovered_error},
    Named{"no_defect_spare_location_available", sense::no_defect_spare_location_available},
    Named{"no_additional_sense_information", sense::blank_check},
    Named{"unable_to_recover_table_of_contents", sense::unable_to_recover_table_of_contents},
    Named{"session_fixation_error", sense::session_fixation_error},
    Named{"parameter_list_length_error", sense::parameter_list_length_error},
    Named{"invalid_command_operation_code", sense::invalid_command_operation_code},
    Named{"logical_block_address_out_of_range", sense::logical_block_address_out_of_range},
    Named{"invalid_address_for_write", sense::invalid_address_for_write},
    Named{"invalid_field_in_cdb", sense::invalid_field_in_cdb},
    Named{"logical_unit_not_supported", sense::logical_unit_not_supported},
    Named{"invalid_field_in_parameter_list", sense::invalid_field_in_parameter_list},
    Named{"parameter_value_invalid", sense::parameter_value_invalid},
    Named{"invalid_release_of_persistent_reservation", sense::invalid_release_of_persistent_reservation},
    Named{"command_sequence_error", sense::command_sequence_error},
    Named{"current_program_area_is_not_empty", sense::current_program_area_is_not_empty},
    Named{"current_program_area_is_empty", sense::current_program_area_is_empty},
    Named{"incompatible_medium_installed", sense::incompatible_medium_installed},
    Named{"cannot_read_medium_incompatible_format", sense::cannot_read_medium_incompatible_format},
    Named{"cannot_write_medium_incompatible_format", sense::cannot_write_medium_incompatible_format},
    Named{"cannot_format_medium_incompatible_medium", sense::cannot_format_medium_incompatible_medium},
    Named{"current_session_not_fixated_for_append", sense::current_session_not_fixated_for_append},
    Named{"medium_not_formatted", sense::medium_not_formatted},
    Named{"saving_parameters_not_supported", sense::saving_parameters_not_supported},
    Named{"medium_removal_prevented", sense::medium_removal_prevented},
    Named{"end_of_user_area_encountered_on_this_track", sense::end_of_user_area_encountered_on_this_track},
    Named{"packet_does_not_fit_in_available_space", sense::packet_does_not_fit_in_available_space},
    Named{"illegal_mode_for_this_track", sense::illegal_mode_for_this_track},
    Named{"invalid_packet_size", sense::invalid_packet_size},
    Named{"session_fixation_error_incomplete_track_in_session",
          sense::session_fixation_error_incomplete_track_in_session},
    Named{"empty_or_partially_written_reserved_track", sense::empty_or_partially_written_reserved_track},
    Named{"no_more_track_reservations_allowed", sense::no_more_track_reservations_allowed},
    Named{"not_ready_to_ready_change_medium_may_have_changed",
          sense::not_ready_to_ready_change_medium_may_have_changed},
    Named{"power_on_reset_or_bus_device_reset_occurred", sense::power_on_reset_or_bus_device_reset_occurred},
    Named{"bus_device_reset_function_occurred", sense::bus_device_reset_function_occurred},
    Named{"mode_parameters_changed", sense::mode_parameters_changed},
    Named{"reservations_preempted", sense::reservations_preempted},
    Named{"reservations_released", sense::reservations_released},
    Named{"registrations_preempted", sense::registrations_preempted},
    Named{"write_error_unexpected_unsolicited_data", sense::write_error_unexpected_unsolicited_data},
    Named{"protocol_service_crc_error", sense::protocol_service_crc_error},
    Named{"data_phase_error", sense::data_phase_error},
    Named{"miscompare_during_verify_operation", sense::miscompare_during_verify_operation},
    Named{"write_protected", sense::write_protected},
    Named{"persistent_write_protect", sense::persistent_write_protect},
};

// Name to "asc/ascq" in hex.
std::map<std::string, std::string> registry() {
  std::ifstream file(BURNBENCH_SOURCE_DIR "/fixtures/registry/additional_sense_codes.json");
  std::map<std::string, std::string> codes;
  const nlohmann::json list = nlohmann::json::parse(file);
  for (const auto& entry : list.at("entries")) {
    codes[entry.at("identifier")] =
        entry.at("code").get<std::string>() + "/" + entry.at("qualifier").get<std::string>();
  }
  return codes;
}

std::string hex(std::uint8_t value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[value >> 4], digits[value & 0xF]};
}

TEST(SenseCodes, every_constant_has_the_code_that_the_registry_gives_its_name) {
  const auto codes = registry();
  for (const Named& constant : constants) {
    const auto entry = codes.find(std::string(constant.name));
    ASSERT_NE(entry, codes.end()) << constant.name;
    EXPECT_EQ(hex(constant.sense.asc) + "/" + hex(constant.sense.ascq), entry->second) << constant.name;
  }
}

TEST(SenseCodes, every_constant_of_the_header_is_in_the_table_above) {
  std::ifstream header(BURNBENCH_SOURCE_DIR "/emulator/scsi/sense_codes.h");
  std::size_t declared = 0;
  for (std::string line; std::getline(header, line);) {
    declared += line.starts_with("inline constexpr Sense ") ? 1U : 0U;
  }
  EXPECT_EQ(declared, constants.size());
}

}  // namespace
}  // namespace emulator::scsi
