#include "emulator/media/dvd_ram.h"

#include <algorithm>
#include <utility>

namespace emulator::media {
namespace {

constexpr std::int64_t ecc_block = 16;

// Of a 12 cm disc of 4.7 GB, as a real drive lists them (TSSTcorp SH-S182M): without a supplementary spare area, with
// the usual one of six units, and with one that grew by a unit or two.
constexpr base::BlockCount supplementary_unit{9'728};
constexpr std::int64_t usual_units = 6;
constexpr std::int64_t most_expansion_units = 2;
constexpr base::BlockCount primary_spare_blocks{12'800};

// MMC-6, FORMAT UNIT command, Format Type codes.
constexpr std::uint8_t full_format = 0x00;
constexpr std::uint8_t spare_area_expansion = 0x01;

// FORMAT UNIT parameter list: a header of 4 bytes, the number of blocks, type and sub-type, the parameter.
constexpr std::uint16_t blocks_byte = 4;
constexpr std::uint16_t type_byte = 8;
constexpr std::uint16_t parameter_byte = 9;

base::BlockCount usual_capacity(const MediaIdentity& identity) {
  return identity.capacity - base::BlockCount{usual_units * supplementary_unit.value};
}

Format of(base::BlockCount capacity, std::uint8_t type) {
  return {.capacity = capacity, .type = type, .parameter = base::block_bytes};
}

std::vector<Format> formats(const MediaIdentity& identity, const DiscState& state) {
  std::vector<Format> list{of(usual_capacity(identity), full_format), of(identity.capacity, full_format)};
  for (std::int64_t units = 1; state.formatting && units <= most_expansion_units; ++units) {
    list.push_back(
        of(state.formatting->capacity - base::BlockCount{units * supplementary_unit.value}, spare_area_expansion));
  }
  std::erase_if(list, [](const Format& format) { return format.capacity.value <= 0; });
  return list;
}

// What the spare area takes is not the host's any more; the rest keeps its content.
void expand_spare_area(DiscState& state, base::BlockCount capacity) {
  const base::Lba end = base::Lba{} + capacity;
  state.user_data().remove({end, state.formatting->capacity - capacity});
  state.formatting->capacity = capacity;
}

Result<void> format(DiscState& state, const MediaIdentity& identity, const Format& wanted) {
  if (wanted.type != full_format && wanted.type != spare_area_expansion) {
    return std::unexpected(scsi::invalid_parameter_field(type_byte, 7));
  }
  if (wanted.sub_type != 0) return std::unexpected(scsi::invalid_parameter_field(type_byte, 1));
  if (wanted.parameter != 0 && wanted.parameter != base::block_bytes) {
    return std::unexpected(scsi::invalid_parameter_field(parameter_byte));
  }
  const std::vector<Format> list = formats(identity, state);
  const bool is_listed = std::ranges::any_of(
      list, [&](const Format& format) { return format.type == wanted.type && format.capacity == wanted.capacity; });
  if (!is_listed) return std::unexpected(scsi::invalid_parameter_field(blocks_byte));
  if (wanted.type == spare_area_expansion) {
    expand_spare_area(state, wanted.capacity);
  } else {
    format_anew(state, wanted.capacity);
  }
  return {};
}

// A full format writes every block and reads it again, unless the host leaves certification out.
base::BlockCount certified(const MediaIdentity&, const Format& wanted) {
  const bool certifies = wanted.type == full_format && !wanted.without_certification;
  return certifies ? base::BlockCount{2 * wanted.capacity.value} : base::BlockCount{};
}

}  // namespace

const OverwritableFamily dvd_ram_family{.profile = ProfileNumber::dvd_ram,
                                        .ecc_block = ecc_block,
                                        .formatted_status = DiscStatus::other,
                                        .keeps_defect_lists = true,
                                        .has_write_protection = true,
                                        .primary_spare_blocks = primary_spare_blocks,
                                        .formats = formats,
                                        .format = format,
                                        .certified = certified};

SequentialRules dvd_ram_rules(const MediaIdentity& identity) { return overwritable_rules(identity, ecc_block); }

std::unique_ptr<Medium> make_dvd_ram(std::unique_ptr<Store> store, DiscContents contents) {
  return make_overwritable_medium(dvd_ram_family, std::move(store), std::move(contents));
}

}  // namespace emulator::media
