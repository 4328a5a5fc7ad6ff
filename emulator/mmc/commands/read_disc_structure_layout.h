// Where the fields of READ DISC STRUCTURE lie. MMC-6, READ DISC STRUCTURE command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_disc_structure_cdb {
using media_type = base::Bits<1, 3, 0>;
using layer_number = base::Big<6, 1>;
using format = base::Big<7, 1>;
using allocation_length = base::Big<8, 2>;
}  // namespace emulator::mmc::read_disc_structure_cdb

namespace emulator::mmc::disc_structure_header {
using data_length = base::Big<0, 2>;
}  // namespace emulator::mmc::disc_structure_header

namespace emulator::mmc::disc_structure_list_entry {
using format_code = base::Big<0, 1>;
using sds = base::Bits<1, 7>;
using rds = base::Bits<1, 6>;
using structure_length = base::Big<2, 2>;
}  // namespace emulator::mmc::disc_structure_list_entry

namespace emulator::mmc::write_protection_status {
using pwp = base::Bits<0, 1>;
using swpp = base::Bits<0, 0>;
}  // namespace emulator::mmc::write_protection_status

namespace emulator::mmc::physical_format_information {
using part_version = base::Bits<0, 3, 0>;
using maximum_rate = base::Bits<1, 3, 0>;
using number_of_layers = base::Bits<2, 6, 5>;
using track_path = base::Bits<2, 4>;
using layer_type = base::Bits<2, 3, 0>;
using starting_physical_sector_number_of_data_area = base::Big<5, 3>;
using end_physical_sector_number_of_data_area = base::Big<9, 3>;
using end_physical_sector_number_in_layer_0 = base::Big<13, 3>;
}  // namespace emulator::mmc::physical_format_information

namespace emulator::mmc::layer_boundary_information {
using init_status = base::Bits<0, 7>;
using l0_data_area_capacity = base::Big<4, 4>;
}  // namespace emulator::mmc::layer_boundary_information

namespace emulator::mmc::bd_disc_information_unit {
using disc_information_format = base::Big<2, 1>;
using number_of_disc_information_units_per_block = base::Bits<3, 7, 3>;
using number_of_bytes_in_use = base::Bits<6, 6, 0>;
using disc_version = base::Bits<11, 3, 0>;
using number_of_layers = base::Bits<12, 7, 4>;
using layer_type = base::Bits<12, 3, 0>;
using channel_bit_length = base::Bits<13, 3, 0>;
using maximum_transfer_rate = base::Big<17, 1>;
}  // namespace emulator::mmc::bd_disc_information_unit
