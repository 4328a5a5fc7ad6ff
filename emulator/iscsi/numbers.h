// iSCSI's numbers by name. RFC 7143; the names are those of fixtures/registry/iscsi_*.json, against which they are
// tested.
#pragma once

#include <cstdint>

namespace emulator::iscsi {

// RFC 7143, Opcode.
enum class Opcode : std::uint8_t {
  nop_out = 0x00,
  scsi_command = 0x01,
  task_management_request = 0x02,
  login_request = 0x03,
  text_request = 0x04,
  scsi_data_out = 0x05,
  logout_request = 0x06,
  snack_request = 0x10,
  nop_in = 0x20,
  scsi_response = 0x21,
  task_management_response = 0x22,
  login_response = 0x23,
  text_response = 0x24,
  scsi_data_in = 0x25,
  logout_response = 0x26,
  ready_to_transfer = 0x31,
  reject = 0x3F,
};

// RFC 7143, Status-Class and Status-Detail: the class in the upper byte.
enum class LoginStatus : std::uint16_t {
  success = 0x0000,
  initiator_error = 0x0200,
  authentication_failure = 0x0201,
  not_found = 0x0203,
  unsupported_version = 0x0205,
  too_many_connections = 0x0206,
  missing_parameter = 0x0207,
  session_type_not_supported = 0x0209,
  session_does_not_exist = 0x020A,
  out_of_resources = 0x0302,
};

// RFC 7143, Reject, Reason.
enum class RejectReason : std::uint8_t {
  data_digest_error = 0x02,
  snack_reject = 0x03,
  protocol_error = 0x04,
  command_not_supported = 0x05,
  too_many_immediate_commands = 0x06,
  task_in_progress = 0x07,
  invalid_pdu_field = 0x09,
};

// RFC 7143, Task Management Function Request, Function.
enum class TaskFunction : std::uint8_t {
  abort_task = 0x01,
  abort_task_set = 0x02,
  clear_aca = 0x03,
  clear_task_set = 0x04,
  logical_unit_reset = 0x05,
  target_warm_reset = 0x06,
  target_cold_reset = 0x07,
  task_reassign = 0x08,
};

// RFC 7143, Task Management Function Response, Response.
enum class TaskResponse : std::uint8_t {
  function_complete = 0x00,
  task_does_not_exist = 0x01,
  lun_does_not_exist = 0x02,
  task_allegiance_reassignment_not_supported = 0x04,
  function_not_supported = 0x05,
};

// RFC 7143, Logout Request, Reason Code, and Logout Response, Response.
enum class LogoutReason : std::uint8_t { close_session = 0, close_connection = 1, remove_for_recovery = 2 };
enum class LogoutResponse : std::uint8_t { closed = 0, cid_not_found = 1, recovery_not_supported = 2 };

// RFC 7143, Login Request, CSG and NSG.
enum class Stage : std::uint8_t { security_negotiation = 0, operational_negotiation = 1, full_feature_phase = 3 };

// The tag that means none. RFC 7143, Initiator Task Tag and Target Transfer Tag.
inline constexpr std::uint32_t no_tag = 0xFFFF'FFFF;

}  // namespace emulator::iscsi
