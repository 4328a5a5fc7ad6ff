#include "driver/drive/subject.h"

#include <algorithm>
#include <cctype>

#include "driver/drive/medium.h"
#include "driver/mmc/commands/get_configuration.h"
#include "driver/mmc/commands/inquiry.h"
#include "driver/mmc/commands/read_disc_information.h"

namespace driver::drive {
namespace {

// As discs are called on command lines ("dvd+r-dl"): without the way of recording, which the profile says.
std::optional<std::string> name_in_traces(std::uint16_t profile) {
  std::string name{medium_name(profile)};
  for (const std::string_view way : {" sequential", " restricted overwrite", " layer jump", " random recording"}) {
    if (name.ends_with(way)) name.resize(name.size() - way.size());
  }
  if (name.empty()) return std::nullopt;
  std::ranges::transform(name, name.begin(), [](unsigned char letter) {
    return letter == ' ' ? '-' : static_cast<char>(std::tolower(letter));
  });
  return name;
}

}  // namespace

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
  subject.medium = name_in_traces(configuration->current_profile);
  const auto disc = mmc::read_disc_information(device);
  if (!disc && disc.error().kind == Kind::transport) return std::unexpected(disc.error());
  // A drive that does not know the command is a reader, and what it reads is complete.
  subject.state = disc ? std::string{name_of(disc->status)} : "complete";
  return subject;
}

}  // namespace driver::drive
