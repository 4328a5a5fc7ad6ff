#include "emulator/mmc/commands/defect_management.h"

#include <algorithm>

#include "emulator/mmc/commands/defect_management_layout.h"
#include "emulator/mmc/disc_end.h"
#include "emulator/mmc/reply_bytes.h"

namespace emulator::mmc {
namespace {

// A disc that has been formatted once; nobody counts further formats.
constexpr std::uint64_t first_update = 1;

std::uint64_t wire(base::BlockCount blocks) { return static_cast<std::uint64_t>(blocks.value); }

media::SpareArea spares(const drive::Drive& drive) { return drive.layout().spares.value_or(media::SpareArea{}); }

}  // namespace

bool has_bd_spare_areas(const drive::Drive& drive) {
  return drive.family() == drive::Family::bd && drive.layout().spares.has_value();
}

// Each layer has an inner and an outer spare area; the inner one is filled first: the split of a single layer disc is
// 4096 and 8192 clusters by default.
base::ByteBuffer bd_definition(const drive::Drive& drive) {
  namespace layout = bd_disc_definition_structure;
  constexpr std::int64_t cluster = 32;
  constexpr std::int64_t largest_inner_area = 4096;
  constexpr std::size_t disc_information_unit_bytes = 112;  // one a layer
  base::ByteBuffer bytes(64);
  set_text(std::span{bytes}.first(2), "DS");
  const std::size_t information_bytes = drive.loaded_medium().identity().disc_information.size();
  const auto layers =
      static_cast<std::int64_t>(std::max<std::size_t>(information_bytes / disc_information_unit_bytes, 1));
  const std::int64_t clusters = spares(drive).allocated.value / cluster / layers;
  const std::int64_t inner = std::min(clusters, largest_inner_area);
  layout::dds_update_count::set(bytes, first_update);
  layout::first_psn_of_drive_area::set(bytes, 0x01D600);   // assumed
  layout::first_psn_of_defect_list::set(bytes, 0x01D840);  // assumed
  layout::location_of_lsn_0_of_user_data_area::set(bytes, 0x100000);
  layout::last_lsn_of_user_data_area::set(bytes, last_address(drive).wire());
  layout::inner_spare_area_0_size::set(bytes, static_cast<std::uint64_t>(inner));
  layout::outer_spare_area_size::set(bytes, static_cast<std::uint64_t>(clusters - inner));
  layout::inner_spare_area_1_size::set(bytes, static_cast<std::uint64_t>(layers > 1 ? inner : 0));
  return bytes;
}

base::ByteBuffer bd_spares(const drive::Drive& drive) {
  namespace layout = bd_spare_area_information;
  base::ByteBuffer bytes(12);
  layout::number_of_free_spare_blocks::set(bytes, wire(spares(drive).free));
  layout::number_of_allocated_spare_blocks::set(bytes, wire(spares(drive).allocated));
  return bytes;
}

bool has_dvd_ram(const drive::Drive& drive) {
  return drive.current_profile() == media::ProfileNumber::dvd_ram && drive.layout().spares.has_value();
}

// A disc of 4.7 GB is one group of 35 zones with the primary spare area in front. ECMA-330, Disk Definition Structure.
base::ByteBuffer dvd_ram_definition(const drive::Drive&) {
  namespace layout = dvd_ram_disc_definition_structure;
  base::ByteBuffer bytes(92);
  layout::dds_identifier::set(bytes, 0x0A0A);
  layout::disc_manufacturer_certification::set(bytes, 1);
  layout::dds_pdl_update_counter::set(bytes, first_update);
  layout::number_of_groups::set(bytes, 1);
  layout::number_of_zones::set(bytes, 35);
  layout::first_sector_number_of_primary_spare_area::set(bytes, 0x031000);
  layout::last_sector_number_of_primary_spare_area::set(bytes, 0x0341FF);
  layout::location_of_lsn_0::set(bytes, 0x034200);
  return bytes;
}

// A disc without a cartridge.
base::ByteBuffer dvd_ram_status(const drive::Drive& drive) {
  base::ByteBuffer bytes(4);
  dvd_ram_medium_status::pwp::set(bytes, drive.loaded_medium().is_write_protected() ? 1 : 0);
  return bytes;
}

base::ByteBuffer dvd_ram_spares(const drive::Drive& drive) {
  namespace layout = dvd_ram_spare_area_information;
  base::ByteBuffer bytes(12);
  const media::SpareArea supplementary = drive.layout().supplementary_spares.value_or(media::SpareArea{});
  layout::number_of_unused_primary_spare_blocks::set(bytes, wire(spares(drive).free));
  layout::number_of_unused_supplementary_spare_blocks::set(bytes, wire(supplementary.free));
  layout::number_of_allocated_supplementary_spare_blocks::set(bytes, wire(supplementary.allocated));
  return bytes;
}

}  // namespace emulator::mmc
