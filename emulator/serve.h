// The emulator's second door: targets behind a socket, in this process. For tests of whole programs and for the suite's
// drive role; bbdrive serves in the foreground with the same loop.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <vector>

#include "emulator/emulator.h"

namespace emulator {

enum class ClockKind : std::uint8_t {
  real,    // a drive takes as long as it says, divided by `times`
  instant  // nobody waits: model time jumps to where something happens
};

struct ServeOptions {
  std::string address{"127.0.0.1"};
  std::uint16_t port{};  // 0: a free one
  ClockKind clock{ClockKind::instant};
  std::uint32_t times{1};
  // Other computers can reach the drives. Nothing asks them who they are.
  bool allow_remote{};
  // A peer from which nothing comes is asked with a NOP-In whether it is still there. Rare initiators know no NOP-In.
  bool asks_silent_peers{true};
};

struct ServeError {
  enum class Kind : std::uint8_t {
    bad_address,  // not an address of this computer, or not a loopback one without allow_remote
    in_use,       // the port is taken
  };
  Kind kind{};
  std::string message;
};

// Serves from its construction to its destruction, in a thread of its own.
class BackgroundServer {
 public:
  virtual ~BackgroundServer() = default;
  [[nodiscard]] virtual std::uint16_t port() const = 0;
  // The libiscsi URL of each unit, "iscsi://127.0.0.1:3260/iqn.2026-11.test.burnbench:generic-bd/0".
  [[nodiscard]] virtual std::vector<std::string> urls() const = 0;
};

// The units are called from the server's thread, but for flush, which is called from another.
[[nodiscard]] std::expected<std::unique_ptr<BackgroundServer>, ServeError> serve_in_background(
    std::vector<NamedUnit> units, const ServeOptions& options = {});

}  // namespace emulator
