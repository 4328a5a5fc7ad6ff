// Where the fields of SEND CUE SHEET lie. MMC-6, SEND CUE SHEET command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::send_cue_sheet_cdb {
using cue_sheet_size = base::Big<6, 3>;
}  // namespace emulator::mmc::send_cue_sheet_cdb

namespace emulator::mmc::cue_sheet_entry {
using control = base::Bits<0, 7, 4>;
using adr = base::Bits<0, 3, 0>;
using tno = base::Big<1, 1>;
using index = base::Big<2, 1>;
using data_form_of_sub_channel = base::Bits<3, 7, 6>;
using data_form_of_main_data = base::Bits<3, 5, 0>;
using scms = base::Big<4, 1>;
using min = base::Big<5, 1>;
using sec = base::Big<6, 1>;
using frame = base::Big<7, 1>;
}  // namespace emulator::mmc::cue_sheet_entry
