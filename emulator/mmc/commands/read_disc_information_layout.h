// Where the fields of READ DISC INFORMATION lie. MMC-6, READ DISC INFORMATION command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_disc_information_cdb {
using data_type = base::Bits<1, 2, 0>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::read_disc_information_cdb

namespace emulator::mmc::read_disc_information_reply {
using disc_information_length = base::Big<0, 2>;
using erasable = base::Bits<2, 4>;
using state_of_last_session = base::Bits<2, 3, 2>;
using disc_status = base::Bits<2, 1, 0>;
using number_of_first_track_on_disc = base::Big<3, 1>;
using number_of_sessions_lsb = base::Big<4, 1>;
using first_track_number_in_last_session_lsb = base::Big<5, 1>;
using last_track_number_in_last_session_lsb = base::Big<6, 1>;
using did_v = base::Bits<7, 7>;
using uru = base::Bits<7, 5>;
using bg_format_status = base::Bits<7, 1, 0>;
using disc_type = base::Big<8, 1>;
using number_of_sessions_msb = base::Big<9, 1>;
using first_track_number_in_last_session_msb = base::Big<10, 1>;
using last_track_number_in_last_session_msb = base::Big<11, 1>;
using disc_identification = base::Big<12, 4>;
using last_session_lead_in_start_address = base::Big<16, 4>;
using last_possible_lead_out_start_address = base::Big<20, 4>;
}  // namespace emulator::mmc::read_disc_information_reply

namespace emulator::mmc::track_resources_reply {
using disc_information_length = base::Big<0, 2>;
using disc_information_data_type = base::Bits<2, 7, 5>;
using maximum_possible_number_of_tracks = base::Big<4, 2>;
using number_of_assigned_tracks = base::Big<6, 2>;
using maximum_possible_number_of_appendable_tracks = base::Big<8, 2>;
using current_number_of_appendable_tracks = base::Big<10, 2>;
}  // namespace emulator::mmc::track_resources_reply

namespace emulator::mmc::pow_resources_reply {
using disc_information_length = base::Big<0, 2>;
using disc_information_data_type = base::Bits<2, 7, 5>;
using remaining_pow_replacements = base::Big<4, 4>;
}  // namespace emulator::mmc::pow_resources_reply
