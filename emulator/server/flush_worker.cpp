#include "emulator/server/flush_worker.h"

#include <utility>

namespace emulator::server {

FlushWorker::FlushWorker(Report report) : report_(std::move(report)), thread_([this] { run(); }) {}

FlushWorker::~FlushWorker() {
  {
    const std::scoped_lock guard(guard_);
    ends_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void FlushWorker::add(const iscsi::FlushJob& job) {
  {
    const std::scoped_lock guard(guard_);
    jobs_.push_back(job);
  }
  changed_.notify_one();
}

void FlushWorker::run() {
  std::unique_lock guard(guard_);
  for (;;) {
    changed_.wait(guard, [this] { return ends_ || !jobs_.empty(); });
    if (jobs_.empty()) return;
    const iscsi::FlushJob job = jobs_.front();
    jobs_.pop_front();
    guard.unlock();
    report_(job, job.unit->flush(job.epoch));
    guard.lock();
  }
}

}  // namespace emulator::server
