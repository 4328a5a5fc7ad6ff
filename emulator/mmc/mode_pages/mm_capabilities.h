// The MM Capabilities and Mechanical Status mode page. MMC-3, MM Capabilities and Mechanical Status mode page; MMC-6
// keeps it as legacy.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer encode_mm_capabilities(const drive::Drive& drive,
                                                      const drive::ModeParameters& parameters);

}  // namespace emulator::mmc
