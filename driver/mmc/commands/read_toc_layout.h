// READ TOC/PMA/ATIP, formats 0000b, 0001b and 0100b (MMC-6, READ TOC/PMA/ATIP command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::read_toc_cdb {  // READ TOC/PMA/ATIP, CDB
using msf = base::Bits<1, 1>;
using format = base::Bits<2, 3, 0>;
using track_session = base::Big<6, 1>;
using allocation_length = base::Big<7, 2>;
}  // namespace driver::mmc::read_toc_cdb

namespace driver::mmc::toc_reply {  // Format 0000b, header
using data_length = base::Big<0, 2>;
using first_track_number = base::Big<2, 1>;
using last_track_number = base::Big<3, 1>;
}  // namespace driver::mmc::toc_reply

namespace driver::mmc::toc_track_descriptor {  // Format 0000b, TOC Track Descriptor
using control = base::Bits<1, 3, 0>;
using track_number = base::Big<2, 1>;
using track_start_address = base::Big<4, 4>;
}  // namespace driver::mmc::toc_track_descriptor

namespace driver::mmc::session_information_reply {  // Format 0001b
using first_complete_session_number = base::Big<2, 1>;
using last_complete_session_number = base::Big<3, 1>;
using first_track_number_in_last_complete_session = base::Big<6, 1>;
using start_address_of_first_track_in_last_session = base::Big<8, 4>;
}  // namespace driver::mmc::session_information_reply

namespace driver::mmc::atip_reply {  // Format 0100b
using disc_type = base::Bits<6, 6>;
using start_time_of_lead_in_min = base::Big<8, 1>;
using start_time_of_lead_in_sec = base::Big<9, 1>;
using start_time_of_lead_in_frame = base::Big<10, 1>;
using last_possible_start_time_of_lead_out_min = base::Big<12, 1>;
using last_possible_start_time_of_lead_out_sec = base::Big<13, 1>;
using last_possible_start_time_of_lead_out_frame = base::Big<14, 1>;
}  // namespace driver::mmc::atip_reply
