// The loop that serves a target: accepts, reads, writes, waits. One thread has all of it but the flushes.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "emulator/emulator.h"
#include "emulator/serve.h"
#include "emulator/server/patience.h"

namespace emulator::server {

class Server {
 public:
  // Listens when this returns. The target outlives the server.
  static std::expected<std::unique_ptr<Server>, ServeError> listen(Target& target, const ServeOptions& options,
                                                                   const ConnectionLimits& limits = {});
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  [[nodiscard]] std::uint16_t port() const;
  // The libiscsi URL of each unit, in their order.
  [[nodiscard]] std::vector<std::string> urls() const;

  // From now on SIGINT, SIGTERM and SIGHUP do what stop() does, unless they were ignored.
  void stop_on_signals();
  // Serves in this thread until stop(). Then every session has ended and every flush that was asked for is done.
  void run();
  // From any thread.
  void stop();

 private:
  class Loop;
  explicit Server(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

}  // namespace emulator::server
