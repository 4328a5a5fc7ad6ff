#include "emulator/server/serve_arguments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>

namespace emulator::server {
namespace {

constexpr std::uint32_t fastest = 100'000;
constexpr std::size_t longest_name = 150;  // INQUIRY has to tell of it in a designator of 255 bytes

// What may follow the colon of an iSCSI name. RFC 7143, iSCSI Names: lower case letters, digits, '-', '.' and ':'.
bool is_name(std::string_view name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-.:";
  return !name.empty() && name.size() <= longest_name && name.find_first_not_of(allowed) == std::string_view::npos;
}

std::optional<std::string> set_once(std::optional<std::string>& what, const DriveOption& option,
                                    std::string_view option_name) {
  if (what) return fmt::format("{} is given twice for one --drive; give each drive its own", option_name);
  what = option.value;
  return std::nullopt;
}

// A drive that was not named is called after its profile.
std::string default_name(const std::string& profile) {
  std::string name = std::filesystem::path(profile).stem().string();
  std::ranges::transform(name, name.begin(), [](char c) {
    if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
    return is_name({&c, 1}) ? c : '-';
  });
  return name;
}

// Two drives of a model are two devices, which hosts tell apart by their serial numbers: the later one is called after
// its place among all drives.
void set_serial_numbers(std::vector<ServedDrive>& drives) {
  for (auto drive = drives.begin(); drive != drives.end(); ++drive) {
    const bool repeats = std::find_if(drives.begin(), drive, [&](const ServedDrive& earlier) {
                           return earlier.profile == drive->profile;
                         }) != drive;
    if (repeats) drive->serial_number = fmt::format("BB26{:08}", drive - drives.begin() + 1);
  }
}

}  // namespace

std::expected<std::vector<ServedDrive>, std::string> served_drives(const std::vector<DriveOption>& options) {
  std::vector<ServedDrive> drives;
  std::vector<std::optional<std::string>> names;
  for (const DriveOption& option : options) {
    if (option.kind == DriveOption::Kind::drive) {
      drives.push_back({.profile = option.value});
      names.emplace_back();
      continue;
    }
    if (drives.empty()) {
      return std::unexpected("--disc, --name, --medium and --faults belong after the --drive they are for");
    }
    std::optional<std::string> wrong;
    if (option.kind == DriveOption::Kind::disc) wrong = set_once(drives.back().disc, option, "--disc");
    if (option.kind == DriveOption::Kind::medium) wrong = set_once(drives.back().medium, option, "--medium");
    if (option.kind == DriveOption::Kind::faults) wrong = set_once(drives.back().faults, option, "--faults");
    if (option.kind == DriveOption::Kind::name) {
      wrong = set_once(names.back(), option, "--name");
      if (!is_name(option.value)) {
        wrong = fmt::format("'{}' cannot be part of an iSCSI name; use a-z, 0-9, '-', '.' and ':'", option.value);
      }
    }
    if (wrong) return std::unexpected(*wrong);
  }
  for (std::size_t i = 0; i < drives.size(); ++i) {
    if (drives[i].medium && !drives[i].disc) {
      return std::unexpected(
          "--medium says what an image is; give the drive the image with --disc, or leave --medium out");
    }
    drives[i].name = names[i].value_or(default_name(drives[i].profile));
    // A profile without a name is none, which whoever looks for it says better.
    if (drives[i].name.size() > longest_name) {
      return std::unexpected(
          fmt::format("'{}' is too long for the name of a target; give the drive a --name", drives[i].profile));
    }
    const auto earlier = std::ranges::count(drives, drives[i].name, &ServedDrive::name);
    if (earlier > 1) {
      return std::unexpected(
          fmt::format("two drives would be called '{}'; give one of them another --name", drives[i].name));
    }
  }
  set_serial_numbers(drives);
  return drives;
}

std::expected<ClockChoice, std::string> parse_clock(std::string_view text) {
  if (text == "real") return ClockChoice{};
  if (text == "instant") return ClockChoice{.kind = ClockKind::instant};
  std::uint32_t times = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), times);
  const bool is_number = error == std::errc{} && std::string_view(end, text.data() + text.size()) == "x";
  if (!is_number || times == 0 || times > fastest) {
    return std::unexpected(fmt::format("'{}' is no clock; use real, instant, or for example 8x", text));
  }
  return ClockChoice{.kind = ClockKind::real, .times = times};
}

}  // namespace emulator::server
