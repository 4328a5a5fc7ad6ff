#include "conformance/preload/broker/broker.h"

#include <sys/socket.h>

#include <array>

#include "conformance/preload/broker/channel.h"
#include "conformance/preload/quiet_thread.h"
#include "conformance/preload/stream.h"

namespace conformance::preload::broker {
namespace {

// How long a closed file may go unnoticed when no program says that it closed it (it was killed).
constexpr int watch_milliseconds = 100;

}  // namespace

Broker::Broker(std::vector<std::unique_ptr<kernel::Device>> devices, Socket rendezvous)
    : devices_(std::move(devices)),
      files_(devices_),
      rendezvous_(std::move(rendezvous)),
      accepting_(quiet_thread<std::thread>([this] { accept(); })),
      watching_(quiet_thread<std::thread>([this] { watch(); })) {}

Broker::~Broker() {
  is_stopping_ = true;
  shutdown(rendezvous_.get(), SHUT_RDWR);
  accepting_.join();
  files_.stop();
  for (Line& line : lines_) {
    shutdown(line.socket.get(), SHUT_RDWR);
    line.thread.join();
  }
  watching_.join();
}

void Broker::forget_ended() {
  for (auto line = lines_.begin(); line != lines_.end();) {
    if (line->has_ended) {
      line->thread.join();
      line = lines_.erase(line);
    } else {
      ++line;
    }
  }
}

void Broker::accept() {
  while (!is_stopping_) {
    wire::Greeting greeting;
    const iovec part{.iov_base = &greeting, .iov_len = sizeof greeting};
    int passed = -1;
    if (!stream::receive(rendezvous_.get(), {&part, 1}, &passed)) return;
    Socket socket(passed);
    if (passed < 0 || greeting.version != wire::version) continue;
    forget_ended();
    Line& line = lines_.emplace_back();
    line.socket = std::move(socket);
    line.thread = quiet_thread<std::thread>([this, &line] {
      serve_channel(line.socket, files_);
      // The program must not wait for an answer that nobody gives.
      shutdown(line.socket.get(), SHUT_RDWR);
      line.has_ended = true;
    });
  }
}

void Broker::watch() {
  while (!is_stopping_) files_.watch(watch_milliseconds);
}

void Broker::wait_until_unused() {
  files_.settle();
  while (!files_.empty()) files_.watch(watch_milliseconds);
}

}  // namespace conformance::preload::broker
