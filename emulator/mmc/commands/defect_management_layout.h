// Where the fields of the structures about defects lie. MMC-6, READ DISC STRUCTURE command; ECMA-330, Disk Definition
// Structure.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::bd_disc_definition_structure {
using dds_update_count = base::Big<4, 4>;
using first_psn_of_drive_area = base::Big<16, 4>;
using first_psn_of_defect_list = base::Big<24, 4>;
using location_of_lsn_0_of_user_data_area = base::Big<32, 4>;
using last_lsn_of_user_data_area = base::Big<36, 4>;
using inner_spare_area_0_size = base::Big<40, 4>;
using outer_spare_area_size = base::Big<44, 4>;
using inner_spare_area_1_size = base::Big<48, 4>;
}  // namespace emulator::mmc::bd_disc_definition_structure

namespace emulator::mmc::bd_spare_area_information {
using number_of_free_spare_blocks = base::Big<4, 4>;
using number_of_allocated_spare_blocks = base::Big<8, 4>;
}  // namespace emulator::mmc::bd_spare_area_information

namespace emulator::mmc::dvd_ram_disc_definition_structure {
using dds_identifier = base::Big<0, 2>;
using disc_manufacturer_certification = base::Bits<3, 0>;
using dds_pdl_update_counter = base::Big<4, 4>;
using number_of_groups = base::Big<8, 2>;
using number_of_zones = base::Big<10, 2>;
using first_sector_number_of_primary_spare_area = base::Big<81, 3>;
using last_sector_number_of_primary_spare_area = base::Big<85, 3>;
using location_of_lsn_0 = base::Big<89, 3>;
}  // namespace emulator::mmc::dvd_ram_disc_definition_structure

namespace emulator::mmc::dvd_ram_medium_status {
using pwp = base::Bits<0, 1>;
}  // namespace emulator::mmc::dvd_ram_medium_status

namespace emulator::mmc::dvd_ram_spare_area_information {
using number_of_unused_primary_spare_blocks = base::Big<0, 4>;
using number_of_unused_supplementary_spare_blocks = base::Big<4, 4>;
using number_of_allocated_supplementary_spare_blocks = base::Big<8, 4>;
}  // namespace emulator::mmc::dvd_ram_spare_area_information
