// The Formattable feature: FORMAT UNIT and READ FORMAT CAPACITIES. MMC-6, Formattable feature.
#pragma once

#include "emulator/mmc/features/feature.h"

namespace emulator::mmc {

// All flags are clear: formatting certifies nothing, keeps nothing for later, and knows no random recording.
[[nodiscard]] base::ByteBuffer describe_formattable(const drive::Drive& drive);

}  // namespace emulator::mmc
