// Where the fields of the disc structures of DVD-R and DVD-RW lie. MMC-6, Physical Format Information; Pre-recorded
// Information in Lead-in.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::dvd_minus_border_zone_information {
using starting_sector_number_of_current_border_out = base::Big<32, 4>;
}  // namespace emulator::mmc::dvd_minus_border_zone_information

namespace emulator::mmc::pre_recorded_information {
using field_id_1 = base::Big<0, 1>;
using disc_application_code = base::Big<1, 1>;
using disc_physical_code = base::Big<2, 1>;
using last_address_of_data_recordable_area = base::Big<3, 3>;
using part_version = base::Bits<6, 7, 4>;
using field_id_2 = base::Big<8, 1>;
using field_id_3 = base::Big<16, 1>;
using field_id_4 = base::Big<24, 1>;
using field_id_5 = base::Big<32, 1>;
}  // namespace emulator::mmc::pre_recorded_information
