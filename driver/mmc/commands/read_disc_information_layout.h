// READ DISC INFORMATION (MMC-6, READ DISC INFORMATION command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::read_disc_information_cdb {  // READ DISC INFORMATION, CDB
using data_type = base::Bits<1, 2, 0>;
using allocation_length = base::Big<7, 2>;
}  // namespace driver::mmc::read_disc_information_cdb

namespace driver::mmc::read_disc_information_reply {  // Standard Disc Information
using disc_information_length = base::Big<0, 2>;
using erasable = base::Bits<2, 4>;
using state_of_last_session = base::Bits<2, 3, 2>;
using disc_status = base::Bits<2, 1, 0>;
using number_of_first_track_on_disc = base::Big<3, 1>;
using number_of_sessions_lsb = base::Big<4, 1>;
using first_track_number_in_last_session_lsb = base::Big<5, 1>;
using last_track_number_in_last_session_lsb = base::Big<6, 1>;
using did_v = base::Bits<7, 7>;
using disc_type = base::Big<8, 1>;
using number_of_sessions_msb = base::Big<9, 1>;
using first_track_number_in_last_session_msb = base::Big<10, 1>;
using last_track_number_in_last_session_msb = base::Big<11, 1>;
using disc_identification = base::Big<12, 4>;
using last_possible_lead_out_start_address = base::Big<20, 4>;
}  // namespace driver::mmc::read_disc_information_reply
