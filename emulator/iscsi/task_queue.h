// The commands that wait for one logical unit, from all its sessions. A drive is one mechanism: it takes them one after
// another, and none while it is at the last one.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "emulator/base/instant.h"
#include "emulator/iscsi/task.h"
#include "emulator/scsi/logical_unit.h"

namespace emulator::iscsi {

// Work for a thread that may block: LogicalUnit::flush.
struct FlushJob {
  scsi::LogicalUnit* unit{};
  scsi::FlushEpoch epoch{};
  std::uint64_t id{};  // by which the queue knows it again
};

class TaskQueue {
 public:
  explicit TaskQueue(scsi::LogicalUnit& unit) : unit_(&unit) {}

  void add(Task& task);
  // The task is over and may be destroyed. What it has done is done.
  void remove(const Task& task);

  // Executes what the unit is free for, and returns it. A reply that reaches no host is the last one: what becomes of
  // the connections comes before the next command.
  std::vector<Task*> run(base::Instant now);
  // The unit lost its power and has it again, and no task is left: it is free, and what was to be flushed is gone.
  void start_over(base::Instant now);
  // When the unit can take the next command, if one waits.
  [[nodiscard]] std::optional<base::Instant> wake_at() const;

  // Flushes that replies wait for, each handed out once, in order; and their outcome. The task that waited, if it is
  // still there, fails with WRITE ERROR when the flush did.
  std::vector<FlushJob> take_flushes();
  Task* flushed(std::uint64_t id, bool succeeded);

 private:
  struct Waiting {
    Task* task{};
    std::uint64_t flush{};
  };
  void execute(Task& task, base::Instant now);

  scsi::LogicalUnit* unit_;
  std::deque<Task*> ready_;
  base::Instant free_at_{};
  std::vector<Waiting> waiting_for_flush_;
  std::vector<FlushJob> flushes_;
  std::uint64_t last_flush_{};
};

}  // namespace emulator::iscsi
