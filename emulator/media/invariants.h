// What always holds of a disc's contents. README.md, Invariants; those of the file itself are checked by load_disc.
#pragma once

#include <optional>

#include "emulator/media/disc_file.h"
#include "emulator/media/sequential.h"

namespace emulator::media {

// The first invariant that does not hold.
[[nodiscard]] std::optional<Violation> check_contents(const LoadedDisc& disc, const SequentialRules& rules);

}  // namespace emulator::media
