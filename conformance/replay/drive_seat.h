// The drive role from end to end: a trace is served over iSCSI, a host program runs against it, and is judged.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "conformance/replay/child.h"
#include "conformance/replay/drive_role.h"
#include "conformance/replay/result.h"

namespace conformance::replay {

struct DriveOptions {
  ChildOptions child{};
  Waiting waiting{Waiting::as_recorded};
  int expected_exit_code{};  // a recorded refusal ends its program otherwise than with 0
};

// Where `words` hold {url}, the served trace's URL stands.
[[nodiscard]] std::expected<ReplayResult, ReplayError> replay_as_drive(const std::filesystem::path& trace,
                                                                       const std::vector<std::string>& words,
                                                                       const Sheets& sheets,
                                                                       const DriveOptions& options);

}  // namespace conformance::replay
