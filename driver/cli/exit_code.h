// The exit codes of every Burnbench program, and the one line that goes with them.
#pragma once

#include <string>

#include "driver/burn/engine.h"
#include "driver/burn/plan.h"
#include "driver/image/image.h"
#include "driver/mmc/drive_error.h"
#include "driver/transport/transport.h"

namespace driver::cli {

enum class ExitCode {
  done = 0,
  judged_and_failed = 1,
  usage = 2,
  bad_input_file = 3,
  target_unreachable = 4,
  medium_unsuitable = 5,
  drive_refused = 6,
  output_not_written = 7,
  in_use = 8,
};

// Why a program ends without having done what it was asked for: one line that ends with what to do.
struct Failure {
  ExitCode code{};
  std::string text;
};

[[nodiscard]] Failure failure_of(const transport::TransportError& error);
[[nodiscard]] Failure failure_of(const mmc::DriveError& error);
[[nodiscard]] Failure failure_of(const burn::PlanError& error);
[[nodiscard]] Failure failure_of(const burn::BurnError& error);
[[nodiscard]] Failure failure_of(const image::ImageError& error, ExitCode code);

}  // namespace driver::cli
