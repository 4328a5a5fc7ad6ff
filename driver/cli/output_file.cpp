#include "driver/cli/output_file.h"

#include <fmt/core.h>

namespace driver::cli {

Failure cannot_write(const std::string& file, std::string_view reason) {
  return {
      ExitCode::output_not_written,
      fmt::format("{} cannot be written: {}; name a file in a folder that you may write to, with room", file, reason)};
}

}  // namespace driver::cli
