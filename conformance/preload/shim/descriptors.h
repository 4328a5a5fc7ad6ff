// Which of the process's descriptors are open drives.
//
// The truth is the name of the descriptor's socket, which survives dup, fork and exec. A table of one byte a descriptor
// only says where it is worth asking, so that a call for any other file costs one load.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>

#include "conformance/preload/wire.h"

namespace conformance::preload::shim {

struct OpenDrive {
  std::uint64_t file{};
  wire::Node node;
};

class Descriptors {
 public:
  // Greater descriptors are never drives: open gives EMFILE before it gives one.
  static constexpr int count = 4096;

  constexpr Descriptors() = default;
  void set_run(std::uint64_t run) { run_ = run; }
  // The process whose table this is. After vfork a child has the same memory and descriptors of its own: what it closes
  // must not be forgotten here.
  void set_owner(int process) { owner_.store(process, std::memory_order_relaxed); }

  void mark(int descriptor) { set(descriptor, 1); }
  void forget(int descriptor);
  [[nodiscard]] bool may_be_drive(int descriptor) const {
    return descriptor >= 0 && descriptor < count &&
           maybe_[static_cast<std::size_t>(descriptor)].load(std::memory_order_relaxed) != 0;
  }
  // Asks the socket; forgets a descriptor that was closed in a way the shim could not see.
  [[nodiscard]] std::optional<OpenDrive> find(int descriptor);
  // After exec: looks at every descriptor that the process was born with.
  void look_at_inherited();

  // Gives a device socket its name.
  [[nodiscard]] bool name(int descriptor, const OpenDrive& drive) const;

 private:
  void set(int descriptor, std::uint8_t value) {
    if (descriptor >= 0 && descriptor < count)
      maybe_[static_cast<std::size_t>(descriptor)].store(value, std::memory_order_relaxed);
  }
  std::uint64_t run_{};
  std::atomic<int> owner_{};
  std::array<std::atomic<std::uint8_t>, count> maybe_{};
};

}  // namespace conformance::preload::shim
