// Every number of this side has the name that the registries of the standards give it.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/media/layout.h"
#include "emulator/mmc/command_table.h"
#include "emulator/mmc/commands/inquiry.h"
#include "emulator/mmc/commands/read_disc_structure.h"
#include "emulator/mmc/features/feature.h"
#include "emulator/mmc/mode_pages/mode_page.h"
#include "emulator/mmc/operation_codes.h"

namespace emulator::mmc {
namespace {

struct Named {
  std::string identifier;
  std::uint32_t code{};
};

// Every pair of a registry: a code may have several names, by medium.
std::multimap<std::uint32_t, std::string> registry(const std::string& name) {
  std::ifstream file(BURNBENCH_SOURCE_DIR "/fixtures/registry/" + name + ".json");
  const nlohmann::json list = nlohmann::json::parse(file);
  std::multimap<std::uint32_t, std::string> names;
  for (const auto& entry : list.at("entries")) {
    names.emplace(std::stoul(entry.at("code").get<std::string>(), nullptr, 16), entry.at("identifier"));
  }
  return names;
}

void expect_in(const std::string& name, const std::vector<Named>& numbers) {
  const auto names = registry(name);
  for (const Named& number : numbers) {
    const auto [first, last] = names.equal_range(number.code);
    const bool known = std::any_of(first, last, [&](const auto& entry) { return entry.second == number.identifier; });
    EXPECT_TRUE(known) << name << " does not know " << number.identifier << " as " << std::hex << number.code;
  }
}

TEST(Numbers, operation_codes) {
  namespace op = operation_code;
  expect_in("operation_codes", {{"test_unit_ready", op::test_unit_ready},
                                {"request_sense", op::request_sense},
                                {"format_unit", op::format_unit},
                                {"inquiry", op::inquiry},
                                {"mode_select_6", op::mode_select_6},
                                {"reserve_6", op::reserve_6},
                                {"release_6", op::release_6},
                                {"mode_sense_6", op::mode_sense_6},
                                {"start_stop_unit", op::start_stop_unit},
                                {"prevent_allow_medium_removal", op::prevent_allow_medium_removal},
                                {"read_format_capacities", op::read_format_capacities},
                                {"read_capacity_10", op::read_capacity_10},
                                {"read_10", op::read_10},
                                {"write_and_verify_10", op::write_and_verify_10},
                                {"write_10", op::write_10},
                                {"seek_10", op::seek_10},
                                {"verify_10", op::verify_10},
                                {"synchronize_cache_10", op::synchronize_cache_10},
                                {"read_toc", op::read_toc},
                                {"get_configuration", op::get_configuration},
                                {"get_event_status_notification", op::get_event_status_notification},
                                {"read_disc_information", op::read_disc_information},
                                {"read_track_information", op::read_track_information},
                                {"reserve_track", op::reserve_track},
                                {"send_opc_information", op::send_opc_information},
                                {"mode_select_10", op::mode_select_10},
                                {"reserve_10", op::reserve_10},
                                {"release_10", op::release_10},
                                {"mode_sense_10", op::mode_sense_10},
                                {"close_track_session", op::close_track_session},
                                {"read_buffer_capacity", op::read_buffer_capacity},
                                {"send_cue_sheet", op::send_cue_sheet},
                                {"service_action_in_16", op::service_action_in_16},
                                {"report_luns", op::report_luns},
                                {"read_12", op::read_12},
                                {"write_12", op::write_12},
                                {"get_performance", op::get_performance},
                                {"read_disc_structure", op::read_disc_structure},
                                {"set_streaming", op::set_streaming},
                                {"set_cd_speed", op::set_cd_speed},
                                {"mechanism_status", op::mechanism_status},
                                {"rezero_unit", op::rezero_unit},
                                {"read_header", op::read_header},
                                {"read_cd", op::read_cd},
                                {"read_cd_msf", op::read_cd_msf},
                                {"persistent_reserve_in", op::persistent_reserve_in},
                                {"persistent_reserve_out", op::persistent_reserve_out},
                                {"send_diagnostic", op::send_diagnostic},
                                {"write_buffer", op::write_buffer},
                                {"read_buffer", op::read_buffer},
                                {"log_sense", op::log_sense},
                                {"report_key", op::report_key},
                                {"load_unload_medium", op::load_unload_medium},
                                {"set_read_ahead", op::set_read_ahead},
                                {"verify_12", op::verify_12},
                                {"send_disc_structure", op::send_disc_structure}});
}

TEST(Numbers, every_row_of_the_command_table_is_known) {
  const auto names = registry("operation_codes");
  for (const Command& command : all_commands()) EXPECT_TRUE(names.contains(command.operation_code)) << command.name;
}

TEST(Numbers, features) {
  const auto code = [](FeatureCode feature) { return static_cast<std::uint32_t>(feature); };
  expect_in("features", {{"profile_list", code(FeatureCode::profile_list)},
                         {"core", code(FeatureCode::core)},
                         {"morphing", code(FeatureCode::morphing)},
                         {"removable_medium", code(FeatureCode::removable_medium)},
                         {"random_readable", code(FeatureCode::random_readable)},
                         {"write_protect", code(FeatureCode::write_protect)},
                         {"random_writable", code(FeatureCode::random_writable)},
                         {"formattable", code(FeatureCode::formattable)},
                         {"hardware_defect_management", code(FeatureCode::hardware_defect_management)},
                         {"dvd_plus_rw", code(FeatureCode::dvd_plus_rw)},
                         {"multi_read", code(FeatureCode::multi_read)},
                         {"cd_read", code(FeatureCode::cd_read)},
                         {"dvd_read", code(FeatureCode::dvd_read)},
                         {"incremental_streaming_writable", code(FeatureCode::incremental_streaming_writable)},
                         {"dvd_plus_r", code(FeatureCode::dvd_plus_r)},
                         {"dvd_plus_r_dual_layer", code(FeatureCode::dvd_plus_r_dual_layer)},
                         {"cd_track_at_once", code(FeatureCode::cd_track_at_once)},
                         {"cd_mastering", code(FeatureCode::cd_mastering)},
                         {"restricted_overwrite", code(FeatureCode::restricted_overwrite)},
                         {"rigid_restricted_overwrite", code(FeatureCode::rigid_restricted_overwrite)},
                         {"dvd_minus_r", code(FeatureCode::dvd_minus_r)},
                         {"bd_read", code(FeatureCode::bd_read)},
                         {"bd_write", code(FeatureCode::bd_write)},
                         {"power_management", code(FeatureCode::power_management)},
                         {"timeout", code(FeatureCode::timeout)},
                         {"real_time_streaming", code(FeatureCode::real_time_streaming)},
                         {"drive_serial_number", code(FeatureCode::drive_serial_number)},
                         {"firmware_information", code(FeatureCode::firmware_information)}});
}

TEST(Numbers, mode_pages) {
  const auto code = [](PageCode page) { return static_cast<std::uint32_t>(page); };
  expect_in("mode_pages", {{"read_write_error_recovery", code(PageCode::read_write_error_recovery)},
                           {"write_parameters", code(PageCode::write_parameters)},
                           {"caching", code(PageCode::caching)},
                           {"power_condition", code(PageCode::power_condition)},
                           {"timeout_and_protect", code(PageCode::timeout_and_protect)},
                           {"mm_capabilities", code(PageCode::mm_capabilities)},
                           {"all_pages", code(PageCode::all_pages)}});
}

TEST(Numbers, vital_product_data_pages_and_version_descriptors) {
  expect_in("vpd_pages", {{"supported_vpd_pages", vpd_page::supported_vpd_pages},
                          {"unit_serial_number", vpd_page::unit_serial_number},
                          {"device_identification", vpd_page::device_identification}});
  expect_in("version_descriptors", {{"sam_5", version_descriptor::sam_5},
                                    {"spc_4", version_descriptor::spc_4},
                                    {"mmc_6", version_descriptor::mmc_6},
                                    {"iscsi", version_descriptor::iscsi}});
}

TEST(Numbers, disc_structure_formats) {
  namespace format = disc_structure_format;
  expect_in("disc_structure_formats",
            {{"physical_format_information", format::physical_format_information},
             {"bd_disc_information", format::bd_disc_information},
             {"dvd_ram_disc_definition_structure", format::dvd_ram_disc_definition_structure},
             {"bd_disc_definition_structure", format::bd_disc_definition_structure},
             {"dvd_ram_medium_status", format::dvd_ram_medium_status},
             {"dvd_ram_spare_area_information", format::dvd_ram_spare_area_information},
             {"dvd_copyright_information", format::dvd_copyright_information},
             {"layer_boundary_information", format::layer_boundary_information},
             {"bd_spare_area_information", format::bd_spare_area_information},
             {"pre_recorded_information_in_lead_in", format::pre_recorded_information_in_lead_in},
             {"physical_format_information_in_lead_in", format::physical_format_information_in_lead_in},
             {"write_protection_status", format::write_protection_status},
             {"disc_structure_list", format::disc_structure_list}});
}

TEST(Numbers, profiles) {
  using enum media::ProfileNumber;
  const auto code = [](media::ProfileNumber number) { return static_cast<std::uint32_t>(number); };
  expect_in("profiles", {{"none", code(none)},
                         {"cd_rom", code(cd_rom)},
                         {"cd_r", code(cd_r)},
                         {"dvd_rom", code(dvd_rom)},
                         {"dvd_plus_r", code(dvd_plus_r)},
                         {"dvd_plus_r_dual_layer", code(dvd_plus_r_dual_layer)},
                         {"bd_rom", code(bd_rom)},
                         {"bd_r_srm", code(bd_r_sequential)}});
}

}  // namespace
}  // namespace emulator::mmc
