#include "driver/mmc/commands/get_configuration.h"

#include <algorithm>

#include "driver/mmc/command.h"
#include "driver/mmc/commands/get_configuration_layout.h"

namespace driver::mmc {
namespace {

constexpr std::size_t header_bytes = 8;
constexpr std::size_t feature_header_bytes = 4;
// The Feature Header's length counts the bytes behind itself: four of the header, then the descriptors.
constexpr std::size_t length_field_bytes = configuration_header::data_length::end;
// Every descriptor of MMC-6 together has below 1000 bytes. The limit is what an allocation length can ask for.
constexpr std::uint64_t most_bytes = 0xFFFC;

std::expected<base::ByteBuffer, DriveError> ask(Device& device, std::size_t length) {
  Request request{.cdb = make_cdb(operation_code::get_configuration), .expected_bytes = length};
  get_configuration_cdb::rt::set(request.cdb, 0);
  get_configuration_cdb::starting_feature_number::set(request.cdb, 0);
  get_configuration_cdb::allocation_length::set(request.cdb, length);
  return read_reply(device, request, header_bytes);
}

// A descriptor that runs past the end of the reply ends the list: what came before it counts.
std::vector<Feature> decode_features(base::Bytes rest) {
  namespace header = feature_descriptor_header;
  std::vector<Feature> features;
  while (rest.size() >= feature_header_bytes) {
    const std::size_t size = feature_header_bytes + header::additional_length::get(rest);
    if (size > rest.size()) break;
    const base::Bytes descriptor = rest.first(size);
    features.push_back({.code = static_cast<std::uint16_t>(header::feature_code::get(descriptor)),
                        .version = static_cast<std::uint8_t>(header::version::get(descriptor)),
                        .is_persistent = header::persistent::get(descriptor) == 1,
                        .is_current = header::current::get(descriptor) == 1,
                        .descriptor = {descriptor.begin(), descriptor.end()}});
    rest = rest.subspan(size);
  }
  return features;
}

// The feature's descriptor when it is current and has at least `size` bytes.
base::Bytes current_descriptor(const Configuration& configuration, std::uint16_t code, std::size_t size) {
  const Feature* feature = configuration.find(code);
  if (feature == nullptr || !feature->is_current || feature->descriptor.size() < size) return {};
  return feature->descriptor;
}

}  // namespace

const Feature* Configuration::find(std::uint16_t code) const {
  const auto found = std::ranges::find(features, code, &Feature::code);
  return found == features.end() ? nullptr : &*found;
}

bool Configuration::is_current(std::uint16_t code) const {
  const Feature* feature = find(code);
  return feature != nullptr && feature->is_current;
}

std::vector<ProfileEntry> Configuration::profiles() const {
  std::vector<ProfileEntry> entries;
  const Feature* list = find(feature_code::profile_list);
  if (list == nullptr) return entries;
  base::Bytes rest = base::Bytes{list->descriptor}.subspan(feature_header_bytes);
  for (constexpr std::size_t size = 4; rest.size() >= size; rest = rest.subspan(size)) {
    entries.push_back({.profile = static_cast<std::uint16_t>(profile_descriptor::profile_number::get(rest)),
                       .is_current = profile_descriptor::current_p::get(rest) == 1});
  }
  return entries;
}

CdTrackAtOnce cd_track_at_once(const Configuration& configuration) {
  const base::Bytes bytes = current_descriptor(configuration, feature_code::cd_track_at_once, 8);
  if (bytes.empty()) return {};
  namespace layout = cd_track_at_once_feature;
  return {.buffer_underrun_free = layout::buf::get(bytes) == 1, .test_write = layout::test_write::get(bytes) == 1};
}

CdMastering cd_mastering(const Configuration& configuration) {
  const base::Bytes bytes = current_descriptor(configuration, feature_code::cd_mastering, 8);
  if (bytes.empty()) return {};
  namespace layout = cd_mastering_feature;
  return {.session_at_once = layout::sao::get(bytes) == 1,
          .buffer_underrun_free = layout::buf::get(bytes) == 1,
          .test_write = layout::test_write::get(bytes) == 1,
          .maximum_cue_sheet_bytes = static_cast<std::uint32_t>(layout::maximum_cue_sheet_length::get(bytes))};
}

RealTimeStreaming real_time_streaming(const Configuration& configuration) {
  const base::Bytes bytes = current_descriptor(configuration, feature_code::real_time_streaming, 8);
  if (bytes.empty()) return {};
  namespace layout = real_time_streaming_feature;
  return {.read_buffer_capacity_in_blocks = layout::rbcb::get(bytes) == 1,
          .set_cd_speed = layout::scs::get(bytes) == 1,
          .write_speed_list = layout::wspd::get(bytes) == 1,
          .stream_writing = layout::sw::get(bytes) == 1};
}

std::expected<Configuration, DriveError> get_configuration(Device& device) {
  const auto header = ask(device, header_bytes);
  if (!header) return std::unexpected(header.error());
  const std::uint64_t length =
      std::min(configuration_header::data_length::get(*header) + length_field_bytes, most_bytes);
  const auto reply = ask(device, std::max<std::size_t>(length, header_bytes));
  if (!reply) return std::unexpected(reply.error());
  return Configuration{
      .current_profile = static_cast<std::uint16_t>(configuration_header::current_profile::get(*reply)),
      .features = decode_features(base::Bytes{*reply}.subspan(header_bytes))};
}

}  // namespace driver::mmc
