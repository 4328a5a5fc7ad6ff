// The Write Protect feature: which write protection hosts can set. MMC-6, Write Protect feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_write_protect(const drive::Drive& drive);

}  // namespace emulator::mmc
