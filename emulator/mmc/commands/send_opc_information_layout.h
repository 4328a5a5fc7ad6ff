// Where the fields of SEND OPC INFORMATION lie. MMC-6, SEND OPC INFORMATION command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::send_opc_information_cdb {
using doopc = base::Bits<1, 0>;
using parameter_list_length = base::Big<7, 2>;
}  // namespace emulator::mmc::send_opc_information_cdb
