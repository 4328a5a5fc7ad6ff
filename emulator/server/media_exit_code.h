// What a program answers when a file cannot be a medium.
#pragma once

#include "emulator/base/exit_code.h"
#include "emulator/media/media_error.h"

namespace emulator::server {

using base::ExitCode;

[[nodiscard]] constexpr ExitCode exit_code_of(media::MediaError::Kind kind) {
  using Kind = media::MediaError::Kind;
  switch (kind) {
    case Kind::in_use:
      return ExitCode::in_use;
    case Kind::exists:
    case Kind::cannot_write:
      return ExitCode::output_not_written;
    case Kind::not_found:
    case Kind::not_a_medium:
    case Kind::damaged:
    case Kind::newer_version:
    case Kind::unknown_medium:
    case Kind::bad_profile:
      break;
  }
  return ExitCode::bad_input_file;
}

}  // namespace emulator::server
