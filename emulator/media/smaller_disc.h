// Discs of 8 cm and of less capacity than the usual ones of their kind: what the maker recorded on them follows from
// the number of blocks.
#pragma once

#include <optional>

#include "emulator/base/units.h"
#include "emulator/media/medium.h"

namespace emulator::media {

// How many layers the recorded information tells of; 1 where none does.
[[nodiscard]] std::int64_t layers_of(const MediaIdentity& identity);

// The same disc with `blocks` of user data, as many on each layer: the addresses that tell of the end are others. None
// when it would be a larger disc, or not of whole units of `ecc_block` on every layer.
[[nodiscard]] std::optional<MediaIdentity> smaller_disc(const MediaIdentity& identity, base::BlockCount blocks,
                                                        std::int64_t ecc_block);

}  // namespace emulator::media
