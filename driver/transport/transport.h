// A way to a drive: bytes of a command there, bytes and status back. Nothing else in the driver does I/O to a drive.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>
#include <vector>

#include "emulator/base/bytes.h"

namespace driver::transport {

enum class Direction : std::uint8_t { none, to_drive, from_drive };

struct Command {
  base::ByteBuffer cdb;  // 6, 10, 12 or 16 bytes
  Direction direction{Direction::none};
  base::Bytes data_out;          // valid until wait() has returned
  std::size_t expected_bytes{};  // room for data-in
  std::chrono::milliseconds timeout{30'000};
};

struct Completion {
  std::uint8_t status{};     // SAM-5 status code
  base::ByteBuffer sense;    // as it came, 0 bytes when there was none
  base::ByteBuffer data_in;  // what really came, at most expected_bytes
  std::chrono::microseconds duration{};
};

// Not an answer of the drive: the way to it failed.
struct TransportError {
  enum class Kind : std::uint8_t {
    unreachable,  // no connection could be made
    refused,      // somebody answered and said no: login refused
    no_device,    // the path opens no drive
    denied,       // the device file may not be used by this user
    in_use,       // another program holds the device
    lost,         // the connection ended after it had been made
    timed_out,    // no answer within the command's timeout; the drive may or may not have done it
    bad_address,  // the caller's text names no drive
  };
  Kind kind{};
  std::string text;
};

class Transport {
 public:
  virtual ~Transport() = default;
  // Queues the command. Order is kept; at most `depth()` may be outstanding.
  virtual std::expected<void, TransportError> submit(const Command& command) = 0;
  // The answer to the oldest outstanding command.
  virtual std::expected<Completion, TransportError> wait() = 0;
  [[nodiscard]] virtual std::size_t depth() const { return 1; }
  // The largest amount of data one command may carry.
  [[nodiscard]] virtual std::size_t largest_transfer() const = 0;
  [[nodiscard]] virtual std::string description() const = 0;

  std::expected<Completion, TransportError> execute(const Command& command) {
    if (auto queued = submit(command); !queued) return std::unexpected(queued.error());
    return wait();
  }
};

}  // namespace driver::transport
