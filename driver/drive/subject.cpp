#include "driver/drive/subject.h"

#include "driver/drive/medium.h"
#include "driver/mmc/commands/get_configuration.h"
#include "driver/mmc/commands/inquiry.h"
#include "driver/mmc/commands/read_disc_information.h"

namespace driver::drive {

std::expected<transport::TraceSubject, mmc::DriveError> trace_subject(mmc::Device& device) {
  using Kind = mmc::DriveError::Kind;
  const auto identity = mmc::inquiry(device);
  if (!identity) return std::unexpected(identity.error());
  const auto ready = device.wait_until_ready();
  if (!ready && ready.error().kind == Kind::transport) return std::unexpected(ready.error());
  const auto configuration = mmc::get_configuration(device);
  if (!configuration) return std::unexpected(configuration.error());
  transport::TraceSubject subject{.vendor = identity->vendor,
                                  .product = identity->product,
                                  .revision = identity->revision,
                                  .profile = configuration->current_profile};
  if (!ready) return subject;
  const std::string_view name = medium_name(configuration->current_profile);
  if (!name.empty()) subject.medium = std::string{name};
  const auto disc = mmc::read_disc_information(device);
  if (!disc && disc.error().kind == Kind::transport) return std::unexpected(disc.error());
  // A drive that does not know the command is a reader, and what it reads is complete.
  subject.state = disc ? std::string{name_of(disc->status)} : "complete";
  return subject;
}

}  // namespace driver::drive
