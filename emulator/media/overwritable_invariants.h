// What always holds of a disc whose blocks can be written again. README.md, Invariants.
#pragma once

#include <optional>

#include "emulator/media/disc_file.h"
#include "emulator/media/sequential.h"

namespace emulator::media {

[[nodiscard]] std::optional<Violation> check_overwritable(const LoadedDisc& disc, const SequentialRules& rules);

}  // namespace emulator::media
