// READ DISC STRUCTURE: the command, and the DVD structures that the cdrom driver unpacks. MMC-6, the clauses of these
// names.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::preload::kernel::read_disc_structure_cdb {
using layer_number = base::Big<6, 1>;
using format = base::Big<7, 1>;
using allocation_length = base::Big<8, 2>;
using agid = base::Bits<10, 7, 6>;
}  // namespace conformance::preload::kernel::read_disc_structure_cdb

namespace conformance::preload::kernel::disc_structure_header {
using data_length = base::Big<0, 2>;
}  // namespace conformance::preload::kernel::disc_structure_header

namespace conformance::preload::kernel::physical_format_information {
using book_type = base::Bits<0, 7, 4>;
using part_version = base::Bits<0, 3, 0>;
using disc_size = base::Bits<1, 7, 4>;
using maximum_rate = base::Bits<1, 3, 0>;
using number_of_layers = base::Bits<2, 6, 5>;
using track_path = base::Bits<2, 4>;
using layer_type = base::Bits<2, 3, 0>;
using linear_density = base::Bits<3, 7, 4>;
using track_density = base::Bits<3, 3, 0>;
using starting_physical_sector_number_of_data_area = base::Big<5, 3>;
using end_physical_sector_number_of_data_area = base::Big<9, 3>;
using end_physical_sector_number_in_layer_0 = base::Big<13, 3>;
using bca = base::Bits<16, 7>;
}  // namespace conformance::preload::kernel::physical_format_information

namespace conformance::preload::kernel::dvd_copyright_information {
using copyright_protection_system_type = base::Big<0, 1>;
using region_management_information = base::Big<1, 1>;
}  // namespace conformance::preload::kernel::dvd_copyright_information
