// Where the fields of SEND DIAGNOSTIC lie. SPC-4, SEND DIAGNOSTIC command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::send_diagnostic_cdb {
using self_test_code = base::Bits<1, 7, 5>;
using parameter_list_length = base::Big<3, 2>;
}  // namespace emulator::mmc::send_diagnostic_cdb
