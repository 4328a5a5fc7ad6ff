// An emulated drive in this process, without a transport: the emulator's facade as a link. Time is the drive's own:
// each command is as long as the drive says, and nothing waits.
#pragma once

#include <filesystem>

#include "conformance/link/link.h"

namespace conformance::link::direct {

struct DirectDrive {
  std::string profile;  // "generic-bd", or a path
  std::optional<std::filesystem::path> disc{};
  std::uint64_t seed{1};
};

// The error is the emulator's, in one line.
[[nodiscard]] std::expected<std::unique_ptr<Target>, std::string> make_direct_target(const DirectDrive& drive);

}  // namespace conformance::link::direct
