// Sense by name: key, additional sense code and qualifier travel as one value, so that no pair that does not exist can
// be built by accident. The names are those of fixtures/registry/additional_sense_codes.json, against which they are
// tested; the key beside a code is the one that the standard's clause or real drives pair with it.
// SPC-4, ASC and ASCQ assignments; MMC-6, sense annexes.
#pragma once

#include "emulator/scsi/sense.h"

namespace emulator::scsi::sense {

// NO SENSE and RECOVERED ERROR
inline constexpr Sense no_additional_sense_information{.key = SenseKey::no_sense};
inline constexpr Sense power_calibration_area_almost_full{.key = SenseKey::recovered_error, .asc = 0x73, .ascq = 0x01};

// NOT READY
inline constexpr Sense logical_unit_is_in_process_of_becoming_ready{
    .key = SenseKey::not_ready, .asc = 0x04, .ascq = 0x01};
inline constexpr Sense logical_unit_not_ready_format_in_progress{.key = SenseKey::not_ready, .asc = 0x04, .ascq = 0x04};
inline constexpr Sense logical_unit_not_ready_operation_in_progress{
    .key = SenseKey::not_ready, .asc = 0x04, .ascq = 0x07};
inline constexpr Sense logical_unit_not_ready_long_write_in_progress{
    .key = SenseKey::not_ready, .asc = 0x04, .ascq = 0x08};
inline constexpr Sense medium_not_present{.key = SenseKey::not_ready, .asc = 0x3A};
inline constexpr Sense medium_not_present_tray_closed{.key = SenseKey::not_ready, .asc = 0x3A, .ascq = 0x01};
inline constexpr Sense medium_not_present_tray_open{.key = SenseKey::not_ready, .asc = 0x3A, .ascq = 0x02};

// MEDIUM ERROR
inline constexpr Sense write_error{.key = SenseKey::medium_error, .asc = 0x0C};
inline constexpr Sense write_error_loss_of_streaming{.key = SenseKey::medium_error, .asc = 0x0C, .ascq = 0x09};
inline constexpr Sense unrecovered_read_error{.key = SenseKey::medium_error, .asc = 0x11};
inline constexpr Sense l_ec_uncorrectable_error{.key = SenseKey::medium_error, .asc = 0x11, .ascq = 0x05};
inline constexpr Sense circ_unrecovered_error{.key = SenseKey::medium_error, .asc = 0x11, .ascq = 0x06};
inline constexpr Sense no_defect_spare_location_available{.key = SenseKey::medium_error, .asc = 0x32};
inline constexpr Sense unable_to_recover_table_of_contents{.key = SenseKey::medium_error, .asc = 0x57};
inline constexpr Sense session_fixation_error{.key = SenseKey::medium_error, .asc = 0x72};

// BLANK CHECK
inline constexpr Sense blank_check{.key = SenseKey::blank_check};

// ILLEGAL REQUEST
inline constexpr Sense parameter_list_length_error{.key = SenseKey::illegal_request, .asc = 0x1A};
inline constexpr Sense invalid_command_operation_code{.key = SenseKey::illegal_request, .asc = 0x20};
inline constexpr Sense logical_block_address_out_of_range{.key = SenseKey::illegal_request, .asc = 0x21};
inline constexpr Sense invalid_address_for_write{.key = SenseKey::illegal_request, .asc = 0x21, .ascq = 0x02};
inline constexpr Sense invalid_field_in_cdb{.key = SenseKey::illegal_request, .asc = 0x24};
inline constexpr Sense logical_unit_not_supported{.key = SenseKey::illegal_request, .asc = 0x25};
inline constexpr Sense invalid_field_in_parameter_list{.key = SenseKey::illegal_request, .asc = 0x26};
inline constexpr Sense parameter_value_invalid{.key = SenseKey::illegal_request, .asc = 0x26, .ascq = 0x02};
inline constexpr Sense invalid_release_of_persistent_reservation{
    .key = SenseKey::illegal_request, .asc = 0x26, .ascq = 0x04};
inline constexpr Sense command_sequence_error{.key = SenseKey::illegal_request, .asc = 0x2C};
inline constexpr Sense current_program_area_is_not_empty{.key = SenseKey::illegal_request, .asc = 0x2C, .ascq = 0x03};
inline constexpr Sense current_program_area_is_empty{.key = SenseKey::illegal_request, .asc = 0x2C, .ascq = 0x04};
inline constexpr Sense incompatible_medium_installed{.key = SenseKey::illegal_request, .asc = 0x30};
inline constexpr Sense cannot_read_medium_incompatible_format{
    .key = SenseKey::illegal_request, .asc = 0x30, .ascq = 0x02};
inline constexpr Sense cannot_write_medium_incompatible_format{
    .key = SenseKey::illegal_request, .asc = 0x30, .ascq = 0x05};
inline constexpr Sense cannot_format_medium_incompatible_medium{
    .key = SenseKey::illegal_request, .asc = 0x30, .ascq = 0x06};
inline constexpr Sense current_session_not_fixated_for_append{
    .key = SenseKey::illegal_request, .asc = 0x30, .ascq = 0x09};
inline constexpr Sense medium_not_formatted{.key = SenseKey::illegal_request, .asc = 0x30, .ascq = 0x10};
inline constexpr Sense saving_parameters_not_supported{.key = SenseKey::illegal_request, .asc = 0x39};
inline constexpr Sense medium_removal_prevented{.key = SenseKey::illegal_request, .asc = 0x53, .ascq = 0x02};
inline constexpr Sense end_of_user_area_encountered_on_this_track{.key = SenseKey::illegal_request, .asc = 0x63};
inline constexpr Sense packet_does_not_fit_in_available_space{
    .key = SenseKey::illegal_request, .asc = 0x63, .ascq = 0x01};
inline constexpr Sense illegal_mode_for_this_track{.key = SenseKey::illegal_request, .asc = 0x64};
inline constexpr Sense invalid_packet_size{.key = SenseKey::illegal_request, .asc = 0x64, .ascq = 0x01};
inline constexpr Sense session_fixation_error_incomplete_track_in_session{
    .key = SenseKey::illegal_request, .asc = 0x72, .ascq = 0x03};
inline constexpr Sense empty_or_partially_written_reserved_track{
    .key = SenseKey::illegal_request, .asc = 0x72, .ascq = 0x04};
inline constexpr Sense no_more_track_reservations_allowed{.key = SenseKey::illegal_request, .asc = 0x72, .ascq = 0x05};

// UNIT ATTENTION
inline constexpr Sense not_ready_to_ready_change_medium_may_have_changed{.key = SenseKey::unit_attention, .asc = 0x28};
inline constexpr Sense power_on_reset_or_bus_device_reset_occurred{.key = SenseKey::unit_attention, .asc = 0x29};
inline constexpr Sense bus_device_reset_function_occurred{.key = SenseKey::unit_attention, .asc = 0x29, .ascq = 0x03};
inline constexpr Sense mode_parameters_changed{.key = SenseKey::unit_attention, .asc = 0x2A, .ascq = 0x01};
inline constexpr Sense reservations_preempted{.key = SenseKey::unit_attention, .asc = 0x2A, .ascq = 0x03};
inline constexpr Sense reservations_released{.key = SenseKey::unit_attention, .asc = 0x2A, .ascq = 0x04};
inline constexpr Sense registrations_preempted{.key = SenseKey::unit_attention, .asc = 0x2A, .ascq = 0x05};

// ABORTED COMMAND: what a transport says of data that went wrong on the way. RFC 7143, SCSI Response, Sense Data.
inline constexpr Sense write_error_unexpected_unsolicited_data{
    .key = SenseKey::aborted_command, .asc = 0x0C, .ascq = 0x0C};
inline constexpr Sense protocol_service_crc_error{.key = SenseKey::aborted_command, .asc = 0x47, .ascq = 0x05};
inline constexpr Sense data_phase_error{.key = SenseKey::aborted_command, .asc = 0x4B};

// MISCOMPARE
inline constexpr Sense miscompare_during_verify_operation{.key = SenseKey::miscompare, .asc = 0x1D};

// DATA PROTECT
inline constexpr Sense write_protected{.key = SenseKey::data_protect, .asc = 0x27};
inline constexpr Sense persistent_write_protect{.key = SenseKey::data_protect, .asc = 0x27, .ascq = 0x04};

}  // namespace emulator::scsi::sense
