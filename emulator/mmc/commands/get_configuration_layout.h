// Where the fields of GET CONFIGURATION lie. MMC-6, GET CONFIGURATION command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::get_configuration_cdb {
using rt = base::Bits<1, 1, 0>;
using starting_feature_number = base::Big<2, 2>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::get_configuration_cdb

namespace emulator::mmc::configuration_header {
using data_length = base::Big<0, 4>;
using current_profile = base::Big<6, 2>;
}  // namespace emulator::mmc::configuration_header
