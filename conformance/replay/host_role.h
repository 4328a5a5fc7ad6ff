// Plays the host of a trace against a drive and judges the drive's answers. conformance/trace/README.md, Replay, says
// what is held to order and bytes and what is not.
#pragma once

#include <filesystem>

#include "conformance/link/patience.h"
#include "conformance/replay/result.h"

namespace conformance::link {
class Target;
}

namespace conformance::replay {

struct HostOptions {
  link::Patience patience{};
  // For one command. The slowest that a drive may take is closing a DVD-R: 900 s (CommandPerformance limits).
  std::chrono::milliseconds command_timeout{900'000};
};

// Reads the whole trace first, then checks its precondition, then plays it to the first difference.
[[nodiscard]] std::expected<ReplayResult, ReplayError> replay_as_host(const std::filesystem::path& trace,
                                                                      link::Target& target, const Sheets& sheets,
                                                                      const HostOptions& options);

}  // namespace conformance::replay
