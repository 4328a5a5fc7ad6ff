#include "conformance/preload/program/drive_options.h"

#include <fmt/core.h>

namespace conformance::preload::program {
namespace {

template <typename Value>
std::optional<std::string> set_once(std::optional<Value>& what, const std::string& value, const char* name) {
  if (what) return fmt::format("{} is given twice for one --profile; give each drive its own", name);
  what = value;
  return std::nullopt;
}

std::optional<std::string> take(const DriveOption& option, std::vector<WantedDrive>& drives) {
  switch (option.kind) {
    case DriveOption::Kind::drive:
      if (option.value.empty()) return "--drive is empty; give the address that `bbdrive serve` printed";
      drives.push_back({.url = option.value});
      return std::nullopt;
    case DriveOption::Kind::profile:
      drives.push_back({.profile = option.value});
      return std::nullopt;
    case DriveOption::Kind::medium:
    case DriveOption::Kind::keep:
      break;
  }
  if (drives.empty() || !drives.back().is_own()) {
    return "--medium and --keep belong after the --profile they are for; a drive behind an address has its own disc";
  }
  return option.kind == DriveOption::Kind::medium ? set_once(drives.back().medium, option.value, "--medium")
                                                  : set_once(drives.back().keep, option.value, "--keep");
}

}  // namespace

std::expected<std::vector<WantedDrive>, std::string> wanted_drives(const std::vector<DriveOption>& options) {
  std::vector<WantedDrive> drives;
  for (const DriveOption& option : options) {
    if (auto wrong = take(option, drives)) return std::unexpected(std::move(*wrong));
  }
  return drives;
}

}  // namespace conformance::preload::program
