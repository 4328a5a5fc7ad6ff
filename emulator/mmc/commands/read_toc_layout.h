// Where the fields of READ TOC/PMA/ATIP lie. MMC-6, READ TOC/PMA/ATIP command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_toc_cdb {
using msf = base::Bits<1, 1>;
using format = base::Bits<2, 3, 0>;
using track_session = base::Big<6, 1>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::read_toc_cdb

namespace emulator::mmc::toc_reply {
using data_length = base::Big<0, 2>;
using first_track_number = base::Big<2, 1>;
using last_track_number = base::Big<3, 1>;
}  // namespace emulator::mmc::toc_reply

namespace emulator::mmc::toc_track_descriptor {
using adr = base::Bits<1, 7, 4>;
using control = base::Bits<1, 3, 0>;
using track_number = base::Big<2, 1>;
using track_start_address = base::Big<4, 4>;
}  // namespace emulator::mmc::toc_track_descriptor

namespace emulator::mmc::session_information_reply {
using data_length = base::Big<0, 2>;
using first_complete_session_number = base::Big<2, 1>;
using last_complete_session_number = base::Big<3, 1>;
using adr = base::Bits<5, 7, 4>;
using control = base::Bits<5, 3, 0>;
using first_track_number_in_last_complete_session = base::Big<6, 1>;
using start_address_of_first_track_in_last_session = base::Big<8, 4>;
}  // namespace emulator::mmc::session_information_reply

namespace emulator::mmc::full_toc_descriptor {
using session_number = base::Big<0, 1>;
using adr = base::Bits<1, 7, 4>;
using control = base::Bits<1, 3, 0>;
using point = base::Big<3, 1>;
using min = base::Big<4, 1>;
using sec = base::Big<5, 1>;
using frame = base::Big<6, 1>;
using zero = base::Big<7, 1>;
using pmin = base::Big<8, 1>;
using psec = base::Big<9, 1>;
using pframe = base::Big<10, 1>;
}  // namespace emulator::mmc::full_toc_descriptor
