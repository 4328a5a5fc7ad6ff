#include "emulator/media/bd_re.h"

#include <algorithm>
#include <utility>

namespace emulator::media {
namespace {

constexpr std::int64_t cluster = 32;
constexpr std::int64_t single_layer_blocks = 12'219'392;

// Spare clusters of a single layer disc: 11826176, 11564032 and 12088320 blocks of user data, as a real drive lists
// them (LG BE06LU10). Larger discs have as many times more: assumed, but for the default, which BD-R has too.
constexpr std::int64_t default_spares = 0x3000;
constexpr std::int64_t most_spares = 0x5000;
constexpr std::int64_t least_spares = 0x1000;

// MMC-6, FORMAT UNIT command, Format Type codes and the Format Sub-types of 30h.
constexpr std::uint8_t full_format = 0x00;
constexpr std::uint8_t format_with_spares = 0x30;
constexpr std::uint8_t format_without_spares = 0x31;
constexpr std::uint8_t full_certification = 2;
constexpr std::uint8_t quick_certification = 3;

// FORMAT UNIT parameter list: a header of 4 bytes, the number of blocks, type and sub-type, the parameter.
constexpr std::uint16_t blocks_byte = 4;
constexpr std::uint16_t type_byte = 8;
constexpr std::uint16_t parameter_byte = 9;

// How many discs of one layer it would take: four for the three layers of 100 GB.
std::int64_t single_layers(base::BlockCount capacity) {
  return std::max<std::int64_t>(capacity.value / single_layer_blocks, 1);
}

base::BlockCount left_by(base::BlockCount capacity, std::int64_t spares) {
  return capacity - base::BlockCount{spares * single_layers(capacity) * cluster};
}

Format with_spares(base::BlockCount capacity, std::uint8_t type, std::int64_t spares) {
  return {.capacity = left_by(capacity, spares),
          .type = type,
          .parameter = static_cast<std::uint32_t>(spares * single_layers(capacity))};
}

// The default comes first: hosts take it. MMC-6, READ FORMAT CAPACITIES command.
std::vector<Format> formats(const MediaIdentity& identity, const DiscState&) {
  const base::BlockCount capacity = identity.capacity;
  std::vector<Format> list{with_spares(capacity, full_format, default_spares),
                           with_spares(capacity, format_with_spares, default_spares),
                           with_spares(capacity, format_with_spares, most_spares),
                           with_spares(capacity, format_with_spares, least_spares),
                           {.capacity = capacity, .type = format_without_spares, .parameter = base::block_bytes}};
  std::erase_if(list, [](const Format& format) { return format.capacity.value <= 0; });
  return list;
}

Result<void> check_spares(base::BlockCount capacity, const Format& wanted) {
  // Hosts ask for any amount between those that are listed, and leave the number of spares zero: it follows.
  const bool fits = wanted.capacity.value > 0 && left_by(capacity, most_spares) <= wanted.capacity &&
                    wanted.capacity <= left_by(capacity, least_spares);
  if (!fits || wanted.capacity.value % cluster != 0) return std::unexpected(scsi::invalid_parameter_field(blocks_byte));
  const std::int64_t spares = (capacity - wanted.capacity).value / cluster;
  // libburn says the block length with type 00h, as it is with other media.
  const bool is_block_length = wanted.type == full_format && wanted.parameter == base::block_bytes;
  if (wanted.parameter != 0 && wanted.parameter != spares && !is_block_length) {
    return std::unexpected(scsi::invalid_parameter_field(parameter_byte));
  }
  return {};
}

Result<void> check(base::BlockCount capacity, const Format& wanted) {
  switch (wanted.type) {
    case full_format:
      if (wanted.sub_type != 0) return std::unexpected(scsi::invalid_parameter_field(type_byte, 1));
      return check_spares(capacity, wanted);
    case format_with_spares:
      return check_spares(capacity, wanted);
    case format_without_spares:
      if (wanted.sub_type != 0) return std::unexpected(scsi::invalid_parameter_field(type_byte, 1));
      if (wanted.capacity != capacity) return std::unexpected(scsi::invalid_parameter_field(blocks_byte));
      return {};
    default:
      return std::unexpected(scsi::invalid_parameter_field(type_byte, 7));
  }
}

Result<void> format(DiscState& state, const MediaIdentity& identity, const Format& wanted) {
  if (auto checked = check(identity.capacity, wanted); !checked) return checked;
  format_anew(state, wanted.capacity);
  return {};
}

// A full certification writes every cluster and reads it again; a quick one does a part: a sixteenth is assumed.
base::BlockCount certified(const MediaIdentity&, const Format& wanted) {
  constexpr std::int64_t quick_part = 16;
  if (wanted.type != format_with_spares || wanted.without_certification) return {};
  if (wanted.sub_type == full_certification) return base::BlockCount{2 * wanted.capacity.value};
  if (wanted.sub_type == quick_certification) return base::BlockCount{2 * wanted.capacity.value / quick_part};
  return {};
}

}  // namespace

const OverwritableFamily bd_re_family{.profile = ProfileNumber::bd_re,
                                      .ecc_block = cluster,
                                      .formatted_status = DiscStatus::complete,
                                      .keeps_defect_lists = true,
                                      .formats = formats,
                                      .format = format,
                                      .certified = certified};

SequentialRules bd_re_rules(const MediaIdentity& identity) { return overwritable_rules(identity, cluster); }

std::unique_ptr<Medium> make_bd_re(std::unique_ptr<Store> store, DiscContents contents) {
  return make_overwritable_medium(bd_re_family, std::move(store), std::move(contents));
}

}  // namespace emulator::media
