// Where the fields of the Read/Write Error Recovery mode page lie. MMC-6, Read/Write Error Recovery mode page.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::read_write_error_recovery_page {
using awre = base::Bits<2, 7>;
using arre = base::Bits<2, 6>;
using tb = base::Bits<2, 5>;
using rc = base::Bits<2, 4>;
using per = base::Bits<2, 2>;
using dte = base::Bits<2, 1>;
using dcr = base::Bits<2, 0>;
using read_retry_count = base::Big<3, 1>;
using emcdr = base::Bits<7, 1, 0>;
using write_retry_count = base::Big<8, 1>;
using recovery_time_limit = base::Big<10, 2>;
}  // namespace emulator::mmc::read_write_error_recovery_page
