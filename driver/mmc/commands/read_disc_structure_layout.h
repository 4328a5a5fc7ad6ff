// READ DISC STRUCTURE, what names a medium (MMC-6, READ DISC STRUCTURE command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::read_disc_structure_cdb {  // READ DISC STRUCTURE, CDB
using media_type = base::Bits<1, 3, 0>;
using format = base::Big<7, 1>;
using allocation_length = base::Big<8, 2>;
}  // namespace driver::mmc::read_disc_structure_cdb

namespace driver::mmc::disc_structure_header {  // READ DISC STRUCTURE, response header
using data_length = base::Big<0, 2>;
}  // namespace driver::mmc::disc_structure_header

namespace driver::mmc::physical_format_information {  // Physical Format Information of a DVD, without the header
using book_type = base::Bits<0, 7, 4>;
using part_version = base::Bits<0, 3, 0>;
using number_of_layers = base::Bits<2, 6, 5>;
}  // namespace driver::mmc::physical_format_information
