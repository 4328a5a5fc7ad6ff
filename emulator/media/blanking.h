// What BLANK leaves of a disc that is recorded one block after the other: CD-RW, and DVD-RW in its sequential form.
// Pure functions on a disc's state. MMC-6, BLANK command.
#pragma once

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"

namespace emulator::media {

// The state is as it was where that cannot be blanked.
[[nodiscard]] Result<void> blank(DiscState& state, const BlankJob& job);

// The blocks that such a blanking erases; none where it does not reach the program area, or is refused.
[[nodiscard]] base::BlockCount blanked_by(const DiscState& state, base::BlockCount capacity, const BlankJob& job);

}  // namespace emulator::media
