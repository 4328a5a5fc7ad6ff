// Reads profiles/drives/*.json. What the schema states is checked again here, because a program is handed files that
// nobody has run scripts/lint_data on.
#include <charconv>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>

#include "emulator/drive/drive_profile.h"
#include "emulator/drive/json_node.h"
#include "emulator/media/medium.h"

namespace emulator::drive {
namespace {

constexpr std::array<const char*, family_count> family_keys{"cd", "dvd", "bd"};

Identity identity(const Node& node) {
  Identity identity{.vendor = node.at("vendor").text(8),
                    .product = node.at("product").text(16),
                    .revision = node.at("revision").text(4),
                    .serial_number = node.at("serial_number").text(32),
                    .firmware_date = node.at("firmware_date").text(14)};
  if (identity.firmware_date.size() != 14) throw Mistake("identity.firmware_date must be CCYYMMDDhhmmss");
  return identity;
}

media::ProfileNumber profile_number(const Node& node) {
  const std::string text = node.text(4);
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
  if (error != std::errc{} || end != text.data() + text.size() || text.size() != 4) {
    throw Mistake(node.path() + " must be a profile number of four hex digits");
  }
  return media::ProfileNumber{number};
}

std::vector<media::ProfileNumber> profile_list(const Node& node) {
  std::vector<media::ProfileNumber> numbers;
  for (const Node& entry : node.list()) numbers.push_back(profile_number(entry));
  if (numbers.empty()) throw Mistake(node.path() + " must name at least one profile");
  // The additional length of the Profile List feature has eight bits.
  constexpr std::size_t most_profiles = 63;
  if (numbers.size() > most_profiles) throw Mistake(node.path() + " names more profiles than its feature has room for");
  return numbers;
}

std::vector<std::uint32_t> speeds(const Node& node) {
  std::vector<std::uint32_t> speeds;
  for (const Node& entry : node.list()) {
    const std::uint32_t speed = entry.number(media::slowest_write_speed_kbytes_per_second, 1'000'000);
    if (!speeds.empty() && speed >= speeds.back()) throw Mistake(entry.path() + " must be slower than the one before");
    speeds.push_back(speed);
  }
  if (speeds.size() > media::most_write_speeds) {
    throw Mistake(node.path() + " names more than " + std::to_string(media::most_write_speeds) + " speeds");
  }
  return speeds;
}

void read_speeds(const Node& node, DriveProfile& profile) {
  for (std::size_t i = 0; i < family_count; ++i) {
    const auto family = static_cast<Family>(i);
    if (!profile.reads(family)) continue;
    const Node own = node.at(family_keys[i]);
    profile.speeds[i] = {.read = speeds(own.at("read")), .write = speeds(own.at("write"))};
    if (profile.speeds[i].read.empty()) throw Mistake(own.path() + ".read must name at least one speed");
    if (profile.writes(family) && profile.speeds[i].write.empty()) {
      throw Mistake(own.path() + ".write must name at least one speed");
    }
  }
}

std::vector<std::uint8_t> data_block_types(const Node& node) {
  std::vector<std::uint8_t> types;
  for (const Node& entry : node.list()) types.push_back(static_cast<std::uint8_t>(entry.number(0, 15)));
  return types;
}

CdRecording cd_recording(const Node& node) {
  return {.packet = data_block_types(node.at("packet")),
          .track_at_once = data_block_types(node.at("track_at_once")),
          .session_at_once = data_block_types(node.at("session_at_once")),
          .test_write = node.at("test_write").flag(),
          .maximum_cue_sheet_bytes = node.at("maximum_cue_sheet_bytes").number(0, 0xFF'FFFF)};
}

void read_timing(const Node& node, DriveProfile& profile) {
  profile.timing.tray = node.at("tray").milliseconds();
  profile.timing.seek = node.at("seek").milliseconds();
  for (std::size_t i = 0; i < family_count; ++i) {
    if (!profile.reads(static_cast<Family>(i))) continue;
    const Node own = node.at(family_keys[i]);
    profile.timing.families[i] = {.spin_up = own.at("spin_up").milliseconds(),
                                  .calibrate = own.at("calibrate").milliseconds(),
                                  .close_track = own.at("close_track").milliseconds(),
                                  .close_session = own.at("close_session").milliseconds(),
                                  .finalize = own.at("finalize").milliseconds()};
  }
}

Quirks quirks(const Node& node) {
  node.allow_only({"tells_no_tray_position", "loading_host_gets_no_attention"});
  const auto is_set = [&](const std::string& key) { return node.has(key) && node.at(key).flag(); };
  return {.tells_no_tray_position = is_set("tells_no_tray_position"),
          .loading_host_gets_no_attention = is_set("loading_host_gets_no_attention")};
}

DriveProfile read_profile(const Node& root, const std::string& name) {
  if (root.at("format").text(64) != "burnbench-drive-profile") {
    throw Mistake("format must be \"burnbench-drive-profile\"");
  }
  static_cast<void>(root.at("version").number(1, 1));
  DriveProfile profile{.name = name};
  profile.identity = identity(root.at("identity"));
  profile.physical_interface = root.at("physical_interface").number(1, 0xFFFF);
  profile.buffer = base::ByteCount{std::int64_t{root.at("buffer_kibibytes").number(64, 64 * 1024)} * 1024};
  profile.profiles = profile_list(root.at("profiles"));
  read_speeds(root.at("speeds_kbytes_per_second"), profile);
  if (profile.writes(Family::cd)) profile.cd_recording = cd_recording(root.at("cd_recording"));
  read_timing(root.at("timing_milliseconds"), profile);
  if (root.has("quirks")) profile.quirks = quirks(root.at("quirks"));
  return profile;
}

}  // namespace

std::expected<DriveProfile, std::string> parse_drive_profile(std::string_view json_text, const std::string& name) {
  const auto root = nlohmann::json::parse(json_text, nullptr, false);
  if (!root.is_object()) return std::unexpected(name + ": not a JSON object");
  try {
    return read_profile(Node{root, ""}, name);
  } catch (const Mistake& mistake) {
    return std::unexpected(name + ": " + mistake.what());
  }
}

std::expected<DriveProfile, std::string> load_drive_profile(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::unexpected(file.string() + ": cannot be opened");
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  return parse_drive_profile(text, file.stem().string());
}

}  // namespace emulator::drive
