// The Control mode page. SPC-4, Control mode page.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

// All of it is zero and none of it can be changed: sense comes in the fixed format (D_SENSE), tasks may be reordered
// within the rules of SAM (QUEUE ALGORITHM MODIFIER), and nothing protects the medium by software (SWP).
[[nodiscard]] base::ByteBuffer encode_control(const drive::Drive& drive, const drive::ModeParameters& parameters);

}  // namespace emulator::mmc
