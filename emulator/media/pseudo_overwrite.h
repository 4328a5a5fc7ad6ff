// Overwriting a write-once disc: the cluster is written again among the spares, and a table says where. Pure functions.
// MMC-6, BD-R Pseudo-OverWrite.
#pragma once

#include <optional>
#include <vector>

#include "emulator/media/disc_state.h"

namespace emulator::media {

// Blocks that lie together, and where.
struct Piece {
  base::BlockRange blocks{};  // as hosts address them
  base::Lba at{};
};

[[nodiscard]] std::optional<base::Lba> find_replacement(const std::vector<Replacement>& replacements,
                                                        base::Lba original);

// Enters a replacement, or puts it in the place of an earlier one of the same cluster.
void replace_cluster(std::vector<Replacement>& replacements, const Replacement& replacement);

// Where the blocks of `range` lie, in order. `cluster` blocks are replaced together.
[[nodiscard]] std::vector<Piece> pieces_of(base::BlockRange range, const std::vector<Replacement>& replacements,
                                           base::BlockCount cluster);

// The spare that the next overwritten cluster gets. Spares are written once, from the first on.
[[nodiscard]] base::Lba next_spare(const DiscState& state, base::BlockCount cluster);

}  // namespace emulator::media
