// The part of FullFeature that handles task management. RFC 7143, Task Management Function Request; SAM-5, Task
// management functions. A drive executes a command at once, so ending a task only keeps its response back.
#include <algorithm>

#include "emulator/iscsi/full_feature.h"
#include "emulator/iscsi/request_layout.h"
#include "emulator/iscsi/session.h"

namespace emulator::iscsi {
namespace {

namespace request = task_management_request_pdu;

bool needs_unit(TaskFunction function) {
  return function != TaskFunction::target_warm_reset && function != TaskFunction::target_cold_reset;
}

}  // namespace

void FullFeature::task_management(const Pdu& pdu, base::Instant now) {
  const auto function = static_cast<TaskFunction>(request::function::get(pdu.header));
  TaskResponse response = TaskResponse::function_complete;
  if (needs_unit(function) && !scsi::is_logical_unit_0(basic_header_pdu::logical_unit_number::get(pdu.header))) {
    response = TaskResponse::lun_does_not_exist;
    return around_.responder.task_management(pdu.initiator_task_tag(), response);
  }
  switch (function) {
    case TaskFunction::abort_task:
      response = abort_task(pdu);
      break;
    case TaskFunction::abort_task_set:
      drop_tasks();
      break;
    case TaskFunction::logical_unit_reset:
      reset_unit(scsi::ResetKind::logical_unit_reset, now);
      break;
    case TaskFunction::target_warm_reset:
    case TaskFunction::target_cold_reset:
      reset_unit(scsi::ResetKind::target_reset, now);
      break;
    case TaskFunction::task_reassign:
      response = TaskResponse::task_allegiance_reassignment_not_supported;
      break;
    default:
      // CLEAR ACA without ACA, CLEAR TASK SET without a way to tell the others (SAM-5 asks for it only with the full
      // task management model), and what needs a higher iSCSIProtocolLevel.
      response = TaskResponse::function_not_supported;
      break;
  }
  around_.responder.task_management(pdu.initiator_task_tag(), response);
}

TaskResponse FullFeature::abort_task(const Pdu& pdu) {
  const auto referenced = static_cast<std::uint32_t>(request::referenced_task_tag::get(pdu.header));
  const auto task = find_task(referenced);
  if (task != tasks_.end()) {
    end_task(task);
    return TaskResponse::function_complete;
  }
  // A command that is still on its way counts as received and is dropped when it comes.
  CommandWindow& window = around_.responder.window();
  const auto number = static_cast<std::uint32_t>(request::ref_cmd_sn::get(pdu.header));
  if (window.place_of(number) == CommandWindow::Place::outside) return TaskResponse::task_does_not_exist;
  early_.erase(number);
  window.skip(number);
  return TaskResponse::function_complete;
}

void FullFeature::reset_unit(scsi::ResetKind kind, base::Instant now) {
  drop_tasks();
  drop_tasks_of_others();
  admission_.target->unit->reset(kind, now);
}

void FullFeature::drop_tasks_of_others() {
  for (Session* other : around_.group.others_on(*admission_.target, around_.session)) {
    other->full_feature()->drop_tasks();
    around_.group.touch(*other);
  }
}

}  // namespace emulator::iscsi
