// INQUIRY (SPC-4, INQUIRY command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::inquiry_cdb {  // INQUIRY, CDB
using allocation_length = base::Big<3, 2>;
}  // namespace driver::mmc::inquiry_cdb

namespace driver::mmc::standard_inquiry_data {  // Standard INQUIRY data
using peripheral_qualifier = base::Bits<0, 7, 5>;
using peripheral_device_type = base::Bits<0, 4, 0>;
using rmb = base::Bits<1, 7>;
}  // namespace driver::mmc::standard_inquiry_data
