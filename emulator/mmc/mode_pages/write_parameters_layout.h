// Where the fields of the Write Parameters mode page lie. MMC-6, Write Parameters mode page.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::write_parameters_page {
using bufe = base::Bits<2, 6>;
using ls_v = base::Bits<2, 5>;
using test_write = base::Bits<2, 4>;
using write_type = base::Bits<2, 3, 0>;
using multi_session = base::Bits<3, 7, 6>;
using fp = base::Bits<3, 5>;
using copy = base::Bits<3, 4>;
using track_mode = base::Bits<3, 3, 0>;
using data_block_type = base::Bits<4, 3, 0>;
using link_size = base::Big<5, 1>;
using initiator_application_code = base::Bits<7, 5, 0>;
using session_format = base::Big<8, 1>;
using packet_size = base::Big<10, 4>;
using audio_pause_length = base::Big<14, 2>;
}  // namespace emulator::mmc::write_parameters_page
