// The Control mode page. SPC-4, Control mode page.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

// A host may have sense data in descriptor format (D_SENSE). All else is zero and cannot be changed: tasks may be
// reordered within the rules of SAM (QUEUE ALGORITHM MODIFIER), and nothing protects the medium by software (SWP).
[[nodiscard]] base::ByteBuffer encode_control(const drive::Drive& drive, const drive::ModeParameters& parameters);
void mark_changeable_control(base::MutableBytes page);
[[nodiscard]] std::expected<void, scsi::Sense> decode_control(base::Bytes page, const drive::Drive& drive,
                                                              drive::ModeParameters& parameters);

}  // namespace emulator::mmc
