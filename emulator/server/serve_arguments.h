// What `bbdrive serve` was asked for, after its options were put in order. Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/serve.h"

namespace emulator::server {

// An option that says something about a drive, in the order of the command line.
struct DriveOption {
  enum class Kind : std::uint8_t { drive, disc, name, medium, faults };
  Kind kind{};
  std::string value;
};

struct ServedDrive {
  std::string profile;
  std::string name;  // after the colon of its iSCSI name
  std::optional<std::string> disc;
  std::optional<std::string> medium;  // what an image is to be
  std::optional<std::string> faults;  // the file of its fault plan
  std::string serial_number;          // where the profile's has been given to another drive; else empty
};

// --disc, --name, --medium and --faults belong to the last --drive before them. The error is a line for the user.
[[nodiscard]] std::expected<std::vector<ServedDrive>, std::string> served_drives(
    const std::vector<DriveOption>& options);

struct ClockChoice {
  ClockKind kind{ClockKind::real};
  std::uint32_t times{1};
};

// "real", "instant", or how much faster than the wall: "8x".
[[nodiscard]] std::expected<ClockChoice, std::string> parse_clock(std::string_view text);

}  // namespace emulator::server
