// The thread that may block: it puts on disk what responses wait for, so that no command blocks the loop.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

#include "emulator/iscsi/task_queue.h"

namespace emulator::server {

class FlushWorker {
 public:
  // `report` is called in the worker's thread when a job is done.
  using Report = std::function<void(const iscsi::FlushJob&, bool succeeded)>;
  explicit FlushWorker(Report report);
  // Ends when every job that was given to it is done.
  ~FlushWorker();
  FlushWorker(const FlushWorker&) = delete;
  FlushWorker& operator=(const FlushWorker&) = delete;

  void add(const iscsi::FlushJob& job);

 private:
  void run();

  Report report_;
  std::mutex guard_;
  std::condition_variable changed_;
  std::deque<iscsi::FlushJob> jobs_;
  bool ends_{};
  std::thread thread_;  // last: it uses all of the above
};

}  // namespace emulator::server
