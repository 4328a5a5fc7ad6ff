// Where the fields of REPORT KEY lie. MMC-6, REPORT KEY command, RPC State.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::report_key_cdb {
using key_class = base::Big<7, 1>;
using allocation_length = base::Big<8, 2>;
using key_format = base::Bits<10, 5, 0>;
}  // namespace emulator::mmc::report_key_cdb

namespace emulator::mmc::rpc_state_reply {
using report_key_data_length = base::Big<0, 2>;
using type_code = base::Bits<4, 7, 6>;
using number_of_vendor_resets_available = base::Bits<4, 5, 3>;
using number_of_user_controlled_changes_available = base::Bits<4, 2, 0>;
using region_mask = base::Big<5, 1>;
using rpc_scheme = base::Big<6, 1>;
}  // namespace emulator::mmc::rpc_state_reply
