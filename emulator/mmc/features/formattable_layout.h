// Where the fields of the Formattable feature lie. MMC-6, Formattable feature.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::formattable_feature {
using renosa = base::Bits<4, 3>;
using qcert = base::Bits<4, 1>;
using cert = base::Bits<4, 0>;
}  // namespace emulator::mmc::formattable_feature
