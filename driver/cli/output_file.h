// The files that a user names for results.
#pragma once

#include <string>
#include <string_view>

#include "driver/cli/failure.h"

namespace driver::cli {

[[nodiscard]] Failure cannot_write(const std::string& file, std::string_view reason);

}  // namespace driver::cli
