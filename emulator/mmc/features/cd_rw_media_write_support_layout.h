// Where the fields of the CD-RW Media Write Support feature lie. MMC-6, that feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::cd_rw_media_write_support_feature {
using cd_rw_media_sub_type_support = base::Big<5, 1>;
}  // namespace emulator::mmc::cd_rw_media_write_support_feature
