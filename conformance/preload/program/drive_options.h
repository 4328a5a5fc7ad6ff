// Which drives a run has, after the options that name them were put in order. Pure.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace conformance::preload::program {

// An option that says something about a drive, in the order of the command line.
struct DriveOption {
  enum class Kind : std::uint8_t { drive, profile, medium, keep };
  Kind kind{};
  std::string value;
};

// Either a drive behind an address or one of bbrun's own, which lives as long as the run.
struct WantedDrive {
  std::string url;                            // empty for one of bbrun's own
  std::string profile;                        // of one of bbrun's own: a drive model
  std::optional<std::string> medium;          // the blank disc for it; without one it is empty
  std::optional<std::filesystem::path> keep;  // where its disc is kept; without it the disc is thrown away
  [[nodiscard]] bool is_own() const { return url.empty(); }
};

// --drive and --profile each begin a drive: the first is /dev/sr0. --medium and --keep belong to the last --profile
// before them. The error is a line for the user.
[[nodiscard]] std::expected<std::vector<WantedDrive>, std::string> wanted_drives(
    const std::vector<DriveOption>& options);

}  // namespace conformance::preload::program
