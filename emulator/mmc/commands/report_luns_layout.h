// Where the fields of REPORT LUNS lie. SPC-4, REPORT LUNS command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::report_luns_cdb {
using select_report = base::Big<2, 1>;
using allocation_length = base::Big<6, 4>;
}  // namespace emulator::mmc::report_luns_cdb

namespace emulator::mmc::report_luns_reply {
using lun_list_length = base::Big<0, 4>;
}  // namespace emulator::mmc::report_luns_reply
