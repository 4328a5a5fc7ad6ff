// Drives from profiles and discs: the part of emulator.h that reads files.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "emulator/data_folder.h"
#include "emulator/drive/drive_profile.h"
#include "emulator/emulator.h"
#include "emulator/media/registry.h"

namespace emulator {
namespace {

std::filesystem::path profile_folder() { return data_folder() / "profiles" / "drives"; }

SetupError bad_input(std::string message) { return {SetupError::Kind::bad_input, std::move(message)}; }

std::expected<drive::DriveProfile, SetupError> find_profile(const std::string& name) {
  std::filesystem::path file = name;
  if (name.find('/') == std::string::npos) {
    file = profile_folder() / (name + ".json");
  }
  const auto known = [] { return fmt::format("{}", fmt::join(drive_profile_names(), " ")); };
  if (std::error_code ignored; !std::filesystem::is_regular_file(file, ignored)) {
    return std::unexpected(
        bad_input(fmt::format("no drive profile '{}' in {}; known: {}", name, file.parent_path().string(), known())));
  }
  auto profile = drive::load_drive_profile(file);
  if (!profile) {
    return std::unexpected(bad_input(fmt::format("{}: no drive profile: {}; correct it, or take one of: {}",
                                                 file.string(), profile.error(), known())));
  }
  return *std::move(profile);
}

std::expected<media::OpenOptions, SetupError> open_options(const DriveSetup& setup) {
  if (!setup.image_is) return media::OpenOptions{};
  if (const auto rom = media::rom_named(*setup.image_is)) return media::OpenOptions{.image_is = rom};
  return std::unexpected(
      bad_input(fmt::format("an image cannot be a medium '{}'; it can be cd-rom, dvd-rom or bd-rom", *setup.image_is)));
}

SetupError from(const media::MediaError& error) {
  return {error.kind == media::MediaError::Kind::in_use ? SetupError::Kind::in_use : SetupError::Kind::bad_input,
          error.message};
}

std::expected<std::unique_ptr<media::Medium>, SetupError> open_disc(const DriveSetup& setup,
                                                                    const drive::DriveProfile& profile) {
  const auto options = open_options(setup);
  if (!options) return std::unexpected(options.error());
  auto disc = media::open_medium(*setup.disc, *options);
  if (!disc) return std::unexpected(from(disc.error()));
  if (!profile.reads((*disc)->profile_number())) {
    return std::unexpected(
        SetupError{SetupError::Kind::medium_unsuitable,
                   fmt::format("{}: drive '{}' does not take a {}; choose another --drive or another disc",
                               setup.disc->string(), profile.name, (*disc)->identity().name)});
  }
  return *std::move(disc);
}

std::expected<drive::FaultPlan, SetupError> fault_plan(const DriveSetup& setup) {
  if (!setup.faults) return drive::FaultPlan{};
  const auto rules = drive::load_fault_plan(*setup.faults);
  if (rules) return drive::FaultPlan(*rules);
  return std::unexpected(bad_input(fmt::format("{}: no fault plan: {}; write it as fault_plan.schema.json says",
                                               setup.faults->string(), rules.error())));
}

}  // namespace

std::expected<void, SetupError> make_blank_disc(const std::filesystem::path& file, std::string_view medium) {
  const auto made = media::create_disc(file, medium, {.profiles = data_folder() / "profiles" / "media"});
  if (!made) return std::unexpected(from(made.error()));
  return {};
}

std::vector<std::string> drive_profile_names() {
  std::vector<std::string> names;
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(profile_folder(), failed)) {
    if (entry.path().extension() == ".json") names.push_back(entry.path().stem().string());
  }
  std::ranges::sort(names);
  return names;
}

std::expected<std::unique_ptr<mmc::OpticalDrive>, SetupError> make_drive(const DriveSetup& setup) {
  auto profile = find_profile(setup.profile);
  if (!profile) return std::unexpected(profile.error());
  drive::DriveOptions options{.target_name = setup.target_name,
                              .serial_number = setup.serial_number,
                              .seed = setup.seed,
                              .pace = setup.stepped ? drive::Pace::stepped : drive::Pace::timed};
  auto faults = fault_plan(setup);
  if (!faults) return std::unexpected(faults.error());
  options.faults = *std::move(faults);
  if (setup.disc) {
    auto disc = open_disc(setup, *profile);
    if (!disc) return std::unexpected(disc.error());
    options.disc = *std::move(disc);
  }
  return mmc::make_logical_unit(drive::Drive(*std::move(profile), std::move(options)));
}

}  // namespace emulator
