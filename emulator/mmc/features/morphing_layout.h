// Where the fields of the Morphing feature lie. MMC-6, Morphing feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::morphing_feature {
using oc_event = base::Bits<4, 1>;
}  // namespace emulator::mmc::morphing_feature
