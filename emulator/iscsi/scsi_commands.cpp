// The part of FullFeature that handles SCSI commands and their data.
#include <algorithm>

#include "emulator/iscsi/data_in.h"
#include "emulator/iscsi/full_feature.h"
#include "emulator/iscsi/request_layout.h"
#include "emulator/iscsi/session.h"
#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {
namespace {

namespace command = scsi_command_pdu;

constexpr std::size_t cdb_offset = 32;  // RFC 7143, SCSI Command, CDB: the last 16 bytes of the header

Task task_of(const Pdu& pdu) {
  Task task{.lun = basic_header_pdu::logical_unit_number::get(pdu.header),
            .initiator_task_tag = pdu.initiator_task_tag(),
            .cmd_sn = static_cast<std::uint32_t>(command::cmd_sn::get(pdu.header)),
            .expected_length = static_cast<std::uint32_t>(command::expected_data_transfer_length::get(pdu.header)),
            .immediate = pdu.immediate(),
            .reads = command::read::get(pdu.header) != 0,
            .writes = command::write::get(pdu.header) != 0};
  std::copy(pdu.header.begin() + cdb_offset, pdu.header.end(), task.cdb.bytes.begin());
  return task;
}

}  // namespace

std::list<Task>::iterator FullFeature::find_task(std::uint32_t initiator_task_tag) {
  return std::ranges::find(tasks_, initiator_task_tag, &Task::initiator_task_tag);
}

std::optional<RejectReason> FullFeature::refuse_command(const Pdu& pdu) const {
  const std::uint32_t tag = pdu.initiator_task_tag();
  if (std::ranges::find(tasks_, tag, &Task::initiator_task_tag) != tasks_.end()) return RejectReason::task_in_progress;
  const bool reads = command::read::get(pdu.header) != 0;
  const bool writes = command::write::get(pdu.header) != 0;
  // No command of MMC moves data both ways; and only data-out can come with a command or follow it.
  if (tag == no_tag || (reads && writes)) return RejectReason::invalid_pdu_field;
  if (!writes && (!pdu.data.empty() || command::final::get(pdu.header) == 0)) return RejectReason::invalid_pdu_field;
  const auto immediate = std::ranges::count(tasks_, true, &Task::immediate);
  if (pdu.immediate() && immediate >= around_.group.limits().immediate_commands) {
    return RejectReason::too_many_immediate_commands;
  }
  return std::nullopt;
}

// Whether there is room for all the data-out of one more command.
bool FullFeature::fits(const Task& task) const {
  const Limits& limits = around_.group.limits();
  std::uint64_t waiting = task.expected_length;
  for (const Task& other : tasks_) {
    if (other.writes && other.state != Task::State::executed) waiting += other.expected_length;
  }
  return waiting <= limits.data_out_bytes_a_session;
}

void FullFeature::scsi_command(const Pdu& pdu) {
  if (const auto reason = refuse_command(pdu)) return reject(pdu, *reason);
  Task task = task_of(pdu);
  task.session = &around_.session;
  task.nexus = admission_.nexus;
  if (task.writes) {
    const bool more_follows = command::final::get(pdu.header) == 0;
    task.data_out = DataOut(task.expected_length, pdu.data, more_follows, parameters_);
    if (task.expected_length > around_.group.limits().data_out_bytes_a_command) {
      // Waiting would not help. SBC-3, WRITE (10) command: a transfer length that is too large.
      task.data_out.discard();
      task.reply = scsi::check_condition(scsi::sense::invalid_field_in_cdb);
    } else if (!fits(task)) {
      task.data_out.discard();
      task.reply.status = scsi::Status::task_set_full;
    }
  }
  if (!task.immediate) around_.responder.window().began();
  tasks_.push_back(std::move(task));
}

void FullFeature::scsi_data_out(const Pdu& pdu) {
  if (pdu.data_digest_is_wrong) reject(pdu, RejectReason::data_digest_error);
  const auto task = find_task(pdu.initiator_task_tag());
  if (task != tasks_.end() && task->state == Task::State::gathering) return task->data_out.receive(pdu);
  // Late data for a command that is over is swallowed; data for one that never was is rejected.
  if (task != tasks_.end() || std::ranges::find(ended_, pdu.initiator_task_tag()) != ended_.end()) return;
  reject(pdu, RejectReason::invalid_pdu_field);
}

void FullFeature::queue_complete_tasks() {
  bool earlier_waits = false;  // for its data: a drive takes the commands of a nexus in their order
  for (Task& task : tasks_) {
    if (task.state != Task::State::gathering) continue;
    if (task.data_out.wants_solicitation()) {
      const Solicitation wanted = task.data_out.solicit(fresh_transfer_tag());
      around_.responder.ready_to_transfer(task.lun, task.initiator_task_tag, wanted);
    }
    if (!task.data_out.is_complete()) {
      earlier_waits = true;
      continue;
    }
    if (task.data_out.failure()) task.reply = scsi::check_condition(*task.data_out.failure());
    if (task.reply.status != scsi::Status::good) {
      task.state = Task::State::executed;  // refused before the drive saw it
    } else if (!earlier_waits || task.immediate) {
      admission_.target->queue.add(task);
    }
  }
}

void FullFeature::advance(base::Instant now) {
  if (admission_.target == nullptr || has_logged_out_) return;
  queue_complete_tasks();
  execute_queued_tasks(now);
  if (around_.session.is_over()) return;  // lost with one of them
  answer_due_tasks(now);
  if (around_.responder.window().has_reopened()) around_.responder.unasked_nop_in(no_tag);
}

void FullFeature::execute_queued_tasks(base::Instant now) {
  for (auto executed = admission_.target->queue.run(now); !executed.empty();
       executed = admission_.target->queue.run(now)) {
    for (const Task* task : executed) {
      if (task->session != &around_.session) around_.group.touch(*task->session);
    }
    const Task& last = *executed.back();
    if (last.reply.fate == scsi::Fate::answered) return;
    lose(last, now);
  }
}

bool FullFeature::has_backlog() const { return around_.responder.pending() >= around_.group.limits().send_queue_bytes; }

void FullFeature::answer_due_tasks(base::Instant now) {
  for (auto task = tasks_.begin(); task != tasks_.end() && !has_backlog();) {
    if (!task->may_be_answered(now)) {
      ++task;
      continue;
    }
    Task answered = std::move(*task);
    task = end_task(task);
    send_reply(around_.responder, answered, parameters_);
  }
}

std::list<Task>::iterator FullFeature::end_task(std::list<Task>::iterator task) {
  if (admission_.target != nullptr) admission_.target->queue.remove(*task);
  if (!task->immediate) around_.responder.window().ended();
  if (task->data_out.is_open()) {
    ended_.push_back(task->initiator_task_tag);
    if (ended_.size() > around_.group.limits().ended_commands) ended_.pop_front();
  }
  return tasks_.erase(task);
}

void FullFeature::drop_tasks() {
  for (auto task = tasks_.begin(); task != tasks_.end();) task = end_task(task);
}

std::optional<base::Instant> FullFeature::wake_at() const {
  if (admission_.target == nullptr) return std::nullopt;
  std::optional<base::Instant> earliest;
  const auto consider = [&](base::Instant moment) {
    if (!earliest || moment < *earliest) earliest = moment;
  };
  for (const Task& task : tasks_) {
    if (task.state == Task::State::executed && task.durable && !has_backlog()) consider(task.due);
    if (task.state == Task::State::queued) {
      if (const auto free_at = admission_.target->queue.wake_at()) consider(*free_at);
    }
  }
  return earliest;
}

}  // namespace emulator::iscsi
