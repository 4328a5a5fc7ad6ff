// What bbcheck says: results on standard output, for people or as one JSON object a line; errors in one line on
// standard error.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

#include "emulator/base/exit_code.h"

namespace conformance::runner {

using base::ExitCode;

// One line on standard output, flushed: another program may be waiting for it.
void say(std::string_view line);
// An event of --json as such a line. Names of files and drives are bytes of somebody else: what is no UTF-8 is
// replaced.
void tell(const nlohmann::ordered_json& event);
// "bbcheck: " and the text on standard error.
void complain(std::string_view text);
// The same, with the exit code as the value, for `return refuse(...)`.
[[nodiscard]] ExitCode refuse(ExitCode code, std::string_view text);

}  // namespace conformance::runner
