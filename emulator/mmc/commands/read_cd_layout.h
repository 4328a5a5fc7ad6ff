// Where the fields of READ CD, READ CD MSF and READ HEADER lie. MMC-6, READ CD command, READ CD MSF command; MMC-3,
// READ HEADER command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_cd_cdb {
using expected_sector_type = base::Bits<1, 4, 2>;
using starting_logical_block_address = base::Big<2, 4>;
using transfer_length = base::Big<6, 3>;
using sync = base::Bits<9, 7>;
using header_codes = base::Bits<9, 6, 5>;
using user_data = base::Bits<9, 4>;
using edc_and_ecc = base::Bits<9, 3>;
using c2_error_information = base::Bits<9, 2, 1>;
using sub_channel_selection_bits = base::Bits<10, 2, 0>;
}  // namespace emulator::mmc::read_cd_cdb

namespace emulator::mmc::read_cd_msf_cdb {
using expected_sector_type = base::Bits<1, 4, 2>;
using starting_m_field = base::Big<3, 1>;
using starting_s_field = base::Big<4, 1>;
using starting_f_field = base::Big<5, 1>;
using ending_m_field = base::Big<6, 1>;
using ending_s_field = base::Big<7, 1>;
using ending_f_field = base::Big<8, 1>;
using sync = base::Bits<9, 7>;
using header_codes = base::Bits<9, 6, 5>;
using user_data = base::Bits<9, 4>;
using edc_and_ecc = base::Bits<9, 3>;
using c2_error_information = base::Bits<9, 2, 1>;
using sub_channel_selection_bits = base::Bits<10, 2, 0>;
}  // namespace emulator::mmc::read_cd_msf_cdb

namespace emulator::mmc::read_header_cdb {
using msf = base::Bits<1, 1>;
using logical_block_address = base::Big<2, 4>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::read_header_cdb

namespace emulator::mmc::read_header_reply {
using cd_data_mode = base::Big<0, 1>;
using cd_absolute_address = base::Big<4, 4>;
}  // namespace emulator::mmc::read_header_reply
