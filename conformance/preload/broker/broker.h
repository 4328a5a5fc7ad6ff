// The one process that owns the drives: takes channels from the rendezvous socket and serves each on a thread.
#pragma once

#include <list>
#include <memory>
#include <thread>
#include <vector>

#include "conformance/preload/broker/open_files.h"
#include "conformance/preload/broker/socket.h"

namespace conformance::preload::broker {

class Broker {
 public:
  // `rendezvous` is the broker's own end.
  Broker(std::vector<std::unique_ptr<kernel::Device>> devices, Socket rendezvous);
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;
  ~Broker();

  // Waits until no descriptor of a drive is open any more: the program has ended, a child of it may still burn.
  void wait_until_unused();

 private:
  struct Line {
    Socket socket;
    std::thread thread;
    std::atomic<bool> has_ended{};
  };
  void accept();
  void watch();
  void forget_ended();

  std::vector<std::unique_ptr<kernel::Device>> devices_;
  OpenFiles files_;
  Socket rendezvous_;
  std::list<Line> lines_;  // of the accepting thread alone, until it has ended
  std::atomic<bool> is_stopping_{};
  std::thread accepting_;
  std::thread watching_;
};

}  // namespace conformance::preload::broker
