// DVD+RW's background format: a frontier that moves outwards while the drive has nothing else to do, and past what a
// host has written beyond it. Pure functions on a disc's state. MMC-6, DVD+RW, background format.
#pragma once

#include "emulator/media/disc_state.h"

namespace emulator::media {

// Formatted to the end?
[[nodiscard]] bool is_format_complete(const DiscState& state);

// The frontier passes everything that is written from it on.
void pass_written(DiscState& state);

// As many blocks that nobody has written are formatted, or those that are left.
void format_next(DiscState& state, base::BlockCount blocks);

}  // namespace emulator::media
