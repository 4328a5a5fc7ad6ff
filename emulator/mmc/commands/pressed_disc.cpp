#include "emulator/mmc/commands/pressed_disc.h"

#include "emulator/mmc/commands/read_disc_structure_layout.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

constexpr std::int64_t dvd_data_start = 0x030000;
constexpr std::int64_t dvd_layer_blocks = 2'298'496;
constexpr std::int64_t dvd_address_mask = 0xFF'FFFF;
constexpr std::int64_t dvd_ecc_blocks = 16;
constexpr std::int64_t bd_layer_blocks = 12'219'392;

std::uint64_t wire(std::int64_t sector_number) { return static_cast<std::uint64_t>(sector_number); }

}  // namespace

base::ByteBuffer dvd_rom_physical_format(base::BlockCount blocks) {
  namespace layout = physical_format_information;
  base::ByteBuffer bytes(17);
  layout::part_version::set(bytes, 1);
  layout::maximum_rate::set(bytes, 2);  // 10.08 Mbps
  layout::layer_type::set(bytes, 1);    // embossed
  layout::starting_physical_sector_number_of_data_area::set(bytes, dvd_data_start);
  if (blocks.value <= dvd_layer_blocks) {
    layout::end_physical_sector_number_of_data_area::set(bytes, wire(dvd_data_start + blocks.value - 1));
    return bytes;
  }
  // Layer 1 is read from the outside in, and its addresses are the complements of those of layer 0 below it.
  const base::BlockCount layer_0 = base::BlockCount{(blocks.value + 1) / 2}.rounded_up(dvd_ecc_blocks);
  const std::int64_t end_of_layer_0 = dvd_data_start + layer_0.value - 1;
  const std::int64_t start_of_layer_1 = ~end_of_layer_0 & dvd_address_mask;
  layout::number_of_layers::set(bytes, 1);  // layers beyond the first
  layout::track_path::set(bytes, 1);
  layout::end_physical_sector_number_in_layer_0::set(bytes, wire(end_of_layer_0));
  layout::end_physical_sector_number_of_data_area::set(bytes, wire(start_of_layer_1 + (blocks - layer_0).value - 1));
  return bytes;
}

base::ByteBuffer bd_rom_disc_information(base::BlockCount blocks) {
  namespace layout = bd_disc_information_unit;
  constexpr std::size_t unit_bytes = 64;
  constexpr std::size_t identifier_byte = 0;
  constexpr std::size_t disc_type_byte = 8;
  base::ByteBuffer bytes(unit_bytes);
  const std::span<std::uint8_t> unit{bytes};
  set_text(unit.subspan(identifier_byte, 2), "DI");
  set_text(unit.subspan(disc_type_byte, 3), "BDO");
  layout::disc_information_format::set(bytes, 1);
  layout::number_of_disc_information_units_per_block::set(bytes, 1);
  layout::number_of_bytes_in_use::set(bytes, unit_bytes);
  layout::disc_version::set(bytes, 1);
  layout::number_of_layers::set(bytes, blocks.value > bd_layer_blocks ? 2 : 1);
  layout::layer_type::set(bytes, 1);          // ROM
  layout::channel_bit_length::set(bytes, 1);  // 25 GB a layer
  layout::maximum_transfer_rate::set(bytes, 54);
  return bytes;
}

}  // namespace emulator::mmc
