// The driver as one call: burn an image on the disc in a drive that the caller reaches. The suite comes in here, and a
// program that wants no more than a burn.
#pragma once

#include <expected>
#include <string>
#include <variant>

#include "driver/burn/engine.h"
#include "driver/burn/plan.h"
#include "driver/burn/progress.h"
#include "driver/drive/facts.h"
#include "driver/image/image.h"
#include "driver/image/mastering.h"
#include "driver/image/segment_image.h"
#include "driver/transport/clock.h"
#include "driver/transport/open.h"
#include "driver/transport/transport.h"

namespace driver {

// A way to a drive and the time in which it is used. Both outlive every call.
struct Connection {
  transport::Transport& transport;
  transport::Clock& clock;
};

using JobError = std::variant<mmc::DriveError, burn::PlanError, burn::BurnError>;
[[nodiscard]] std::string describe(const JobError& error);

// What the drive says.
std::expected<drive::Facts, mmc::DriveError> discover(const Connection& connection);

// Discovers, plans and burns. The image must have been made for the address that burn::next_start() gives.
std::expected<burn::BurnReport, JobError> burn_image(const Connection& connection, image::Image& image,
                                                     const burn::BurnOptions& options, burn::Observer& observer);

}  // namespace driver
