#include "emulator/media/media_profile.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <limits>
#include <nlohmann/json.hpp>
#include <system_error>

#include "emulator/base/hex.h"
#include "emulator/media/registry.h"

namespace emulator::media {
namespace {

using nlohmann::json;

constexpr std::uint64_t fastest = std::numeric_limits<std::uint32_t>::max();

// Reads fields one by one and keeps the first complaint.
class Fields {
 public:
  explicit Fields(const json& object) : object_(object) {}

  std::string text(const char* name) {
    const json* const field = find(name, json::value_t::string);
    return field == nullptr ? "" : field->get<std::string>();
  }

  // Fields that a family may not have.
  std::string text_if_any(const char* name) { return object_.contains(name) ? text(name) : ""; }
  std::int64_t number_if_any(const char* name, std::int64_t most) {
    return object_.contains(name) ? number(name, most) : 0;
  }

  std::int64_t number(const char* name, std::int64_t most) {
    const json* const field = find(name, json::value_t::number_unsigned);
    if (field == nullptr) return 0;
    const auto value = field->get<std::uint64_t>();
    if (value > static_cast<std::uint64_t>(most)) return complain(name, "is too large"), 0;
    return static_cast<std::int64_t>(value);
  }

  base::ByteBuffer hex(const char* name, std::size_t size) {
    if (!object_.contains(name)) return {};
    const auto bytes = base::parse_hex(text(name));
    if (!bytes || (bytes->size() != size))
      return complain(name, fmt::format("is not {} bytes in hex", size)), base::ByteBuffer{};
    return *bytes;
  }

  // Some units of `size` bytes.
  base::ByteBuffer hex_units(const char* name, std::size_t size, std::size_t most) {
    if (!object_.contains(name)) return {};
    const auto bytes = base::parse_hex(text(name));
    if (!bytes || bytes->empty() || bytes->size() % size != 0 || bytes->size() / size > most)
      return complain(name, fmt::format("is not 1 to {} times {} bytes in hex", most, size)), base::ByteBuffer{};
    return *bytes;
  }

  std::vector<std::uint32_t> speeds(const char* name) {
    std::vector<std::uint32_t> list;
    const json* const field = find(name, json::value_t::array);
    if (field == nullptr) return list;
    for (const json& speed : *field) {
      const std::uint64_t value = speed.is_number_unsigned() ? speed.get<std::uint64_t>() : 0;
      if (value < slowest_write_speed_kbytes_per_second || value > fastest)
        return complain(name, "holds something else than speeds"), list;
      list.push_back(static_cast<std::uint32_t>(value));
    }
    if (list.size() > most_write_speeds) complain(name, fmt::format("has more than {} entries", most_write_speeds));
    return list;
  }

  void complain(const char* name, std::string_view what) {
    if (error_.empty()) error_ = fmt::format("\"{}\" {}", name, what);
  }

  [[nodiscard]] const std::string& error() const { return error_; }

 private:
  const json* find(const char* name, json::value_t type) {
    const auto field = object_.find(name);
    if (field == object_.end()) return complain(name, "is missing"), nullptr;
    if (field->type() != type) return complain(name, fmt::format("is a {}", field->type_name())), nullptr;
    return &*field;
  }

  const json& object_;
  std::string error_;
};

constexpr std::size_t atip_bytes = 24;
constexpr std::size_t disc_information_unit_bytes = 112;
constexpr std::size_t most_disc_information_units = 36;  // that READ DISC STRUCTURE has room for
constexpr std::size_t physical_format_bytes = 256;
constexpr std::int64_t largest_capacity = 62'500'864;  // BD-R XL with four layers

}  // namespace

std::expected<MediaProfile, std::string> parse_media_profile(std::string_view text) {
  const json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return std::unexpected("it is not a JSON object");
  Fields fields{document};
  MediaProfile profile;
  if (fields.text("format") != "burnbench-media-profile") fields.complain("format", "is not burnbench-media-profile");
  if (fields.number("version", 255) != 1) fields.complain("version", "is not 1");
  const std::string number = fields.text("profile");
  unsigned code = 0;
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), code, 16);
  if (failed != std::errc{} || end != number.data() + number.size() || number.size() != 4) {
    fields.complain("profile", "is not four hex digits");
  }
  profile.profile = static_cast<ProfileNumber>(code);
  MediaIdentity& identity = profile.identity;
  identity.name = fields.text("name");
  identity.manufacturer_id = fields.text_if_any("manufacturer_id");
  identity.media_type_id = fields.text_if_any("media_type_id");
  identity.product_revision = static_cast<std::uint8_t>(fields.number_if_any("product_revision", 255));
  identity.capacity = base::BlockCount{fields.number("capacity_blocks", largest_capacity)};
  if (const std::int64_t formatted = fields.number_if_any("formatted_capacity_blocks", largest_capacity)) {
    profile.formatted_capacity = base::BlockCount{formatted};
    if (formatted > identity.capacity.value) fields.complain("formatted_capacity_blocks", "is above the capacity");
  }
  identity.write_speeds_kbytes_per_second = fields.speeds("write_speeds_kbytes_per_second");
  identity.atip = fields.hex("atip", atip_bytes);
  identity.disc_information =
      fields.hex_units("disc_information", disc_information_unit_bytes, most_disc_information_units);
  identity.physical_format = fields.hex("physical_format", physical_format_bytes);
  if (identity.capacity.value == 0) fields.complain("capacity_blocks", "is 0");
  if (!fields.error().empty()) return std::unexpected(fields.error());
  return profile;
}

MediaResult<MediaProfile> load_media_profile(const std::filesystem::path& folder, std::string_view name) {
  const std::vector<std::string> names = medium_names(folder);
  if (std::ranges::find(names, name) == names.end()) {
    return std::unexpected(
        MediaError{MediaError::Kind::unknown_medium,
                   fmt::format("unknown medium \"{}\"; known are {}", name, fmt::join(names, ", "))});
  }
  const std::filesystem::path file = folder / fmt::format("{}.json", name);
  std::ifstream in{file, std::ios::binary};
  const std::string text{std::istreambuf_iterator<char>{in}, {}};
  auto profile = parse_media_profile(text);
  if (profile && profile->identity.name != name) profile = std::unexpected("\"name\" is not the file's name");
  if (!profile) {
    return std::unexpected(
        MediaError{MediaError::Kind::bad_profile, fmt::format("{}: {}; correct it", file.string(), profile.error())});
  }
  return *std::move(profile);
}

}  // namespace emulator::media
