// Where the fields of READ TRACK INFORMATION lie. MMC-6, READ TRACK INFORMATION command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_track_information_cdb {
using address_number_type = base::Bits<1, 1, 0>;
using logical_block_address_track_session_number = base::Big<2, 4>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::read_track_information_cdb

namespace emulator::mmc::read_track_information_reply {
using track_information_length = base::Big<0, 2>;
using logical_track_number_lsb = base::Big<2, 1>;
using session_number_lsb = base::Big<3, 1>;
using damage = base::Bits<5, 5>;
using track_mode = base::Bits<5, 3, 0>;
using rt = base::Bits<6, 7>;
using blank = base::Bits<6, 6>;
using packet_inc = base::Bits<6, 5>;
using fp = base::Bits<6, 4>;
using data_mode = base::Bits<6, 3, 0>;
using lra_v = base::Bits<7, 1>;
using nwa_v = base::Bits<7, 0>;
using logical_track_start_address = base::Big<8, 4>;
using next_writable_address = base::Big<12, 4>;
using free_blocks = base::Big<16, 4>;
using fixed_packet_size_blocking_factor = base::Big<20, 4>;
using logical_track_size = base::Big<24, 4>;
using last_recorded_address = base::Big<28, 4>;
using logical_track_number_msb = base::Big<32, 1>;
using session_number_msb = base::Big<33, 1>;
using read_compatibility_lba = base::Big<36, 4>;
}  // namespace emulator::mmc::read_track_information_reply
