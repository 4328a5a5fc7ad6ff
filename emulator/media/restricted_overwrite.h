// Restricted overwrite as a function of a disc's state: formats that grow with what is written, and what a write may
// reach. MMC-6, DVD-RW recording model, restricted overwrite.
#pragma once

#include <vector>

#include "emulator/media/disc_state.h"
#include "emulator/media/layout.h"
#include "emulator/media/medium.h"

namespace emulator::media {

// While writing has not reached the end of what the format is for, it goes on from `formatted_until`, and the last
// border is not closed: the intermediate state.
[[nodiscard]] bool is_intermediate(const DiscState& state);

[[nodiscard]] std::vector<Format> restricted_overwrite_formats(const MediaIdentity& identity, const DiscState& state);
// From the sequential form too. The state is as it was when the format is refused.
[[nodiscard]] Result<void> format_restricted(DiscState& state, const MediaIdentity& identity, const Format& wanted);
// Blocks that such a format writes before it is over.
[[nodiscard]] base::BlockCount written_by_format(const Format& wanted);

// The rest are about a disc that is formatted.
[[nodiscard]] Result<void> may_overwrite(const DiscState& state, base::BlockRange range);
void note_overwritten(DiscState& state, base::BlockRange range);
// CLOSE TRACK/SESSION, function 2, and 3, after which the disc does not grow any more.
[[nodiscard]] Result<void> close_restricted(DiscState& state, std::uint8_t function);
[[nodiscard]] DiscLayout describe_restricted(const DiscState& state);

}  // namespace emulator::media
