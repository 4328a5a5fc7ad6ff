// The way from a thread of the program to the broker.
//
// A process keeps a few idle channels. A call takes one (or makes one), has it to itself, and puts it back; no lock is
// held meanwhile, so a signal handler, a fork or a cancelled thread in the middle of a call harms no other. A child
// never uses its parent's channels: after fork they are closed, and a process that was made in another way (vfork,
// clone) is recognised by its number and gets a channel for that one call.
#pragma once

#include <sys/uio.h>

#include <array>
#include <atomic>
#include <optional>
#include <span>

#include "conformance/preload/wire.h"

namespace conformance::preload::shim {

// Bytes that go with a request, and the room for those that come with its reply: at most three parts each.
struct Parts {
  std::span<const iovec> out;
  std::span<const iovec> in;
  int passed_descriptor{-1};
  int* received_descriptor{};  // where the one that comes with the reply goes
};

class Client {
 public:
  constexpr Client() = default;

  // Nothing when bbrun is gone.
  std::optional<wire::Reply> call(const wire::Request& request, const Parts& parts = {});

  // The descriptors that the program may not close, because it does not know of them.
  [[nodiscard]] bool owns(int descriptor) const;
  // In the child after fork.
  void start_again_in_child();
  void set_owner(int process) { owner_.store(process, std::memory_order_relaxed); }
  void set_rendezvous(int descriptor) { rendezvous_ = descriptor; }

 private:
  static constexpr int none = -1;
  struct Channel {
    int descriptor{none};
    bool is_kept{};
  };
  Channel take();
  void put_back(Channel channel);
  int make_channel();

  int rendezvous_{none};
  std::atomic<int> owner_{};
  std::array<std::atomic<int>, 16> idle_{};  // a descriptor plus one, so that 0 is an empty place
  std::array<std::atomic<bool>, 4096> owned_{};
};

}  // namespace conformance::preload::shim
