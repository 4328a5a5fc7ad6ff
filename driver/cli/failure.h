// What bbburn ends with: the exit code, and the one line that goes with it.
#pragma once

#include <string>

#include "driver/burn/engine.h"
#include "driver/burn/plan.h"
#include "driver/image/image.h"
#include "driver/mmc/drive_error.h"
#include "driver/transport/transport.h"
#include "emulator/base/exit_code.h"

namespace driver::cli {

using base::ExitCode;

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
