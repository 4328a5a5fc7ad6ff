#include "driver/mmc/drive_error.h"

#include <fmt/core.h>

namespace driver::mmc {
namespace {

std::string answer_of(const DriveError& error) {
  if (error.sense) return describe(*error.sense);
  switch (error.status) {
    case status::check_condition:
      return "CHECK CONDITION without sense data";
    case status::busy:
      return "the drive is BUSY";
    case status::reservation_conflict:
      return "another initiator has reserved the drive (RESERVATION CONFLICT)";
    case status::task_set_full:
      return "the drive takes no more commands (TASK SET FULL)";
    case status::task_aborted:
      return "another initiator aborted the command (TASK ABORTED)";
    default:
      return fmt::format("status {:02X}h", error.status);
  }
}

}  // namespace

std::string describe(const DriveError& error) {
  const std::string name = error.cdb.empty() ? "the drive" : operation_name(error.cdb.front());
  switch (error.kind) {
    case DriveError::Kind::transport:
      return fmt::format("{}: {}", name, error.transport ? error.transport->text : "");
    case DriveError::Kind::malformed:
      return fmt::format("{}: {}", name, error.text);
    case DriveError::Kind::gave_up:
      return fmt::format("{}: still busy: {}", name, answer_of(error));
    case DriveError::Kind::refused:
      break;
  }
  return fmt::format("{}: {}", name, answer_of(error));
}

}  // namespace driver::mmc
