#include "emulator/iscsi/task_queue.h"

#include <algorithm>
#include <utility>

#include "emulator/scsi/sense_codes.h"

namespace emulator::iscsi {

void TaskQueue::add(Task& task) {
  task.state = Task::State::queued;
  ready_.push_back(&task);
}

void TaskQueue::remove(const Task& task) {
  std::erase(ready_, &task);
  std::erase_if(waiting_for_flush_, [&](const Waiting& waiting) { return waiting.task == &task; });
}

void TaskQueue::execute(Task& task, base::Instant now) {
  task.reply =
      unit_->execute({.nexus = task.nexus, .lun = task.lun, .cdb = task.cdb, .data_out = task.data_out.bytes()}, now);
  task.data_out.discard();  // taken by the unit
  task.state = Task::State::executed;
  task.due = free_at_ = now + task.reply.busy_for;
  if (task.reply.durable_after) {
    task.durable = false;
    flushes_.push_back({.unit = unit_, .epoch = *task.reply.durable_after, .id = ++last_flush_});
    waiting_for_flush_.push_back({&task, last_flush_});
  }
}

std::vector<Task*> TaskQueue::run(base::Instant now) {
  std::vector<Task*> executed;
  while (!ready_.empty() && free_at_ <= now) {
    Task* task = ready_.front();
    ready_.pop_front();
    execute(*task, now);
    executed.push_back(task);
    if (task->reply.fate != scsi::Fate::answered) break;
  }
  return executed;
}

void TaskQueue::start_over(base::Instant now) {
  free_at_ = now;
  flushes_.clear();
}

std::optional<base::Instant> TaskQueue::wake_at() const {
  if (ready_.empty()) return std::nullopt;
  return free_at_;
}

std::vector<FlushJob> TaskQueue::take_flushes() { return std::exchange(flushes_, {}); }

Task* TaskQueue::flushed(std::uint64_t id, bool succeeded) {
  const auto waiting = std::ranges::find(waiting_for_flush_, id, &Waiting::flush);
  if (waiting == waiting_for_flush_.end()) return nullptr;
  Task* task = waiting->task;
  waiting_for_flush_.erase(waiting);
  task->durable = true;
  if (!succeeded) task->reply = scsi::check_condition(scsi::sense::write_error);
  return task;
}

}  // namespace emulator::iscsi
