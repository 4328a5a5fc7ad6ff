// The Formattable feature: FORMAT UNIT and READ FORMAT CAPACITIES. MMC-6, Formattable feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer describe_formattable(const drive::Drive& drive);

}  // namespace emulator::mmc
