// The CD-RW Media Write Support feature. MMC-6, that feature, 0037h.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_cd_rw_media_write_support(const drive::Drive& drive);

}  // namespace emulator::mmc
