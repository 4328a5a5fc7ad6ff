#include "emulator/media/smaller_disc.h"

#include <algorithm>
#include <utility>

namespace emulator::media {
namespace {

// READ DISC STRUCTURE, BD Disc Information: the units, one a layer.
constexpr std::size_t unit_bytes = 112;
constexpr std::size_t layers_byte = 12;
constexpr std::size_t last_sector_byte = 20;
constexpr std::size_t first_address_unit_byte = 24;
constexpr std::size_t last_address_unit_byte = 28;
constexpr std::int64_t blocks_per_address_unit = 8;

// READ DISC STRUCTURE, Physical Format Information.
constexpr std::size_t dvd_layers_byte = 2;
constexpr std::size_t end_of_data_byte = 9;
constexpr std::size_t end_of_layer_0_byte = 13;

// The special information 3 of an ATIP: the last possible start of the lead-out in minutes, seconds and frames.
constexpr std::size_t last_lead_out_byte = 8;
constexpr std::int64_t frames_before_address_0 = 150;

// Adds to a big-endian number.
void shift(base::MutableBytes number, std::int64_t by) {
  std::int64_t value = 0;
  for (const std::uint8_t byte : number) value = value << 8 | byte;
  value += by;
  for (std::size_t i = number.size(); i > 0; --i, value >>= 8) number[i - 1] = static_cast<std::uint8_t>(value);
}

// Layers are used from the inside out and back, in turn: the inner end of each stays where it is.
void shorten_bd(base::MutableBytes units, std::int64_t layers, std::int64_t less) {
  const std::int64_t less_units = less / blocks_per_address_unit;
  for (std::size_t layer = 0; (layer + 1) * unit_bytes <= units.size(); ++layer) {
    const base::MutableBytes unit = units.subspan(layer * unit_bytes, unit_bytes);
    const bool goes_out = layer % 2 == 0;
    shift(unit.subspan(goes_out ? last_address_unit_byte : first_address_unit_byte, 4),
          goes_out ? -less_units : less_units);
    if (layers % 2 == 1) shift(unit.subspan(last_sector_byte, 4), -less);
  }
}

void shorten_dvd(base::MutableBytes information, std::int64_t layers, std::int64_t less) {
  shift(information.subspan(layers > 1 ? end_of_layer_0_byte : end_of_data_byte, 3), -less);
}

void shorten_cd(base::MutableBytes atip, base::BlockCount blocks) {
  const std::int64_t frames = blocks.value + frames_before_address_0;
  atip[last_lead_out_byte] = static_cast<std::uint8_t>(frames / 75 / 60);
  atip[last_lead_out_byte + 1] = static_cast<std::uint8_t>(frames / 75 % 60);
  atip[last_lead_out_byte + 2] = static_cast<std::uint8_t>(frames % 75);
}

}  // namespace

std::int64_t layers_of(const MediaIdentity& identity) {
  if (identity.disc_information.size() > layers_byte) {
    return std::max(identity.disc_information[layers_byte] >> 4, 1);
  }
  if (identity.physical_format.size() > dvd_layers_byte)
    return 1 + (identity.physical_format[dvd_layers_byte] >> 5 & 3);
  return 1;
}

std::optional<MediaIdentity> smaller_disc(const MediaIdentity& identity, base::BlockCount blocks,
                                          std::int64_t ecc_block) {
  const std::int64_t layers = layers_of(identity);
  if (blocks.value <= 0 || blocks > identity.capacity || blocks.value % (layers * ecc_block) != 0) return std::nullopt;
  MediaIdentity smaller = identity;
  const std::int64_t less = (identity.capacity - blocks).value / layers;
  smaller.capacity = blocks;
  if (!smaller.disc_information.empty()) shorten_bd(smaller.disc_information, layers, less);
  if (!smaller.physical_format.empty()) shorten_dvd(smaller.physical_format, layers, less);
  if (!smaller.atip.empty()) shorten_cd(smaller.atip, blocks);
  return smaller;
}

}  // namespace emulator::media
