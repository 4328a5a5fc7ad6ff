// A drive as bbrun reaches it: one command there, its whole answer back. Many threads may call; a drive does one
// command at a time.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <string>

#include "emulator/base/bytes.h"

namespace conformance::preload::scsi {

enum class Direction : std::uint8_t { none, to_drive, from_drive };

struct Command {
  base::ByteBuffer cdb;
  Direction direction{Direction::none};
  base::Bytes data_out;  // to_drive
  std::uint32_t room{};  // from_drive: the most that may come back
  std::chrono::milliseconds timeout{30'000};
};

// What Linux' drivers say of the way to the drive (linux/include/scsi/scsi_status.h, "Host byte codes"). It is a part
// of what a burner is told, so these are numbers of the interface that bbrun stands in for.
enum class HostStatus : std::uint8_t {
  ok = 0x00,
  no_connect = 0x01,
  time_out = 0x03,
  error = 0x07,
  transport_disrupted = 0x0E,
};

struct Answer {
  HostStatus host{HostStatus::ok};
  std::uint8_t status{};              // SAM-5 status code; meaningful when `host` is ok
  base::ByteBuffer sense;             // as it came, empty when there was none
  base::ByteBuffer data_in;           // what really came, at most `room`
  std::uint32_t residual{};           // bytes of the transfer that did not happen
  std::chrono::microseconds start{};  // since bbrun began to serve
  std::chrono::microseconds duration{};
};

inline constexpr std::uint8_t good = 0x00;
inline constexpr std::uint8_t check_condition = 0x02;

class Drive {
 public:
  virtual ~Drive() = default;
  virtual Answer execute(const Command& command) = 0;
  // False once the way to the drive is gone for good.
  [[nodiscard]] virtual bool is_connected() const = 0;
  // The largest amount of data of one command, as the kernel's queue limit would be.
  [[nodiscard]] virtual std::uint32_t largest_transfer() const { return 1U << 20; }
  [[nodiscard]] virtual std::uint64_t logical_unit_number() const { return 0; }
};

}  // namespace conformance::preload::scsi
