// READ of a formatted disc: what a host has written, and zeros where nobody has.
#pragma once

#include <vector>

#include "emulator/media/extent_set.h"
#include "emulator/media/medium.h"
#include "emulator/media/store.h"

namespace emulator::media {

// All of `range` is formatted. Copies: the blocks may be written again. README.md, decision 10.
[[nodiscard]] Result<std::vector<scsi::Segment>> read_formatted(const Store& store, const ExtentSet& written,
                                                                base::BlockRange range);

}  // namespace emulator::media
