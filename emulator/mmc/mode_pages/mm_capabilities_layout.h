// Where the fields of the MM Capabilities and Mechanical Status mode page lie. MMC-3, that mode page.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::mm_capabilities_page {
using dvd_ram_read = base::Bits<2, 5>;
using dvd_r_read = base::Bits<2, 4>;
using dvd_rom_read = base::Bits<2, 3>;
using cd_rw_read = base::Bits<2, 1>;
using cd_r_read = base::Bits<2, 0>;
using dvd_ram_write = base::Bits<3, 5>;
using dvd_r_write = base::Bits<3, 4>;
using test_write = base::Bits<3, 2>;
using cd_rw_write = base::Bits<3, 1>;
using cd_r_write = base::Bits<3, 0>;
using buf = base::Bits<4, 7>;
using multi_session = base::Bits<4, 6>;
using mode_2_form_1 = base::Bits<4, 4>;
using loading_mechanism_type = base::Bits<6, 7, 5>;
using eject = base::Bits<6, 3>;
using lock_state = base::Bits<6, 1>;
using lock = base::Bits<6, 0>;
using maximum_read_speed_supported = base::Big<8, 2>;
using buffer_size_supported = base::Big<12, 2>;
using current_read_speed_selected = base::Big<14, 2>;
using maximum_write_speed_supported = base::Big<18, 2>;
using obsolete_current_write_speed_selected = base::Big<20, 2>;
using copy_management_revision_supported = base::Big<22, 2>;
using current_write_speed_selected = base::Big<28, 2>;
using number_of_write_speed_descriptors = base::Big<30, 2>;
}  // namespace emulator::mmc::mm_capabilities_page

namespace emulator::mmc::mm_write_speed_descriptor {
using write_speed_supported = base::Big<2, 2>;
}  // namespace emulator::mmc::mm_write_speed_descriptor
