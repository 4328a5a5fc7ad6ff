// SEND OPC INFORMATION (MMC-6, SEND OPC INFORMATION command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::send_opc_information_cdb {  // SEND OPC INFORMATION, CDB
using doopc = base::Bits<1, 0>;
}  // namespace driver::mmc::send_opc_information_cdb
