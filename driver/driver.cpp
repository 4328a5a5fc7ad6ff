#include "driver/driver.h"

namespace driver {
namespace {

std::string text(const mmc::DriveError& error) { return mmc::describe(error); }
std::string text(const burn::PlanError& error) { return error.text; }
std::string text(const burn::BurnError& error) { return burn::describe(error); }

}  // namespace

std::string describe(const JobError& error) {
  return std::visit([](const auto& one) { return text(one); }, error);
}

std::expected<drive::Facts, mmc::DriveError> discover(const Connection& connection) {
  mmc::Device device{connection.transport, connection.clock};
  return drive::discover(device);
}

std::expected<burn::BurnReport, JobError> burn_image(const Connection& connection, image::Image& image,
                                                     const burn::BurnOptions& options, burn::Observer& observer) {
  mmc::Device device{connection.transport, connection.clock, &observer};
  const auto facts = drive::discover(device);
  if (!facts) return std::unexpected(facts.error());
  burn::BurnOptions carried = options;
  carried.largest_transfer = connection.transport.largest_transfer();
  const auto plan = burn::plan(*facts, image.size(), carried);
  if (!plan) return std::unexpected(plan.error());
  auto report = burn::run(*plan, device, image, observer, connection.clock);
  if (!report) return std::unexpected(report.error());
  return *report;
}

}  // namespace driver
