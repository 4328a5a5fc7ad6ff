// serve.h: a server with a thread of its own.
#include <thread>
#include <utility>

#include "emulator/serve.h"
#include "emulator/server/server.h"

namespace emulator {
namespace {

class ThreadedServer final : public BackgroundServer {
 public:
  ThreadedServer(std::unique_ptr<Target> target, std::unique_ptr<server::Server> serving)
      : target_(std::move(target)), server_(std::move(serving)), thread_([this] { server_->run(); }) {}
  ~ThreadedServer() override {
    server_->stop();
    thread_.join();
  }
  ThreadedServer(const ThreadedServer&) = delete;
  ThreadedServer& operator=(const ThreadedServer&) = delete;

  [[nodiscard]] std::uint16_t port() const override { return server_->port(); }
  [[nodiscard]] std::vector<std::string> urls() const override { return server_->urls(); }

 private:
  std::unique_ptr<Target> target_;
  std::unique_ptr<server::Server> server_;
  std::thread thread_;
};

}  // namespace

std::expected<std::unique_ptr<BackgroundServer>, ServeError> serve_in_background(std::vector<NamedUnit> units,
                                                                                 const ServeOptions& options) {
  auto target = std::make_unique<Target>(std::move(units));
  auto listening = server::Server::listen(*target, options);
  if (!listening) return std::unexpected(listening.error());
  return std::make_unique<ThreadedServer>(std::move(target), *std::move(listening));
}

}  // namespace emulator
