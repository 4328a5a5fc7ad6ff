// Where a disc's user data ends, for speeds and capacities.
#pragma once

#include <algorithm>

#include "emulator/drive/drive.h"

namespace emulator::mmc {

// What a recordable disc takes when nothing is on it: what the maker says, or two layers of what a host said.
[[nodiscard]] inline base::BlockCount capacity_of_blank(const media::Medium& disc, const media::DiscLayout& layout) {
  if (layout.layer_boundary) return base::BlockCount{2 * layout.layer_boundary->layer_0.value};
  return disc.identity().capacity;
}

// The last address that the loaded disc has: of a recordable one what it holds when full, of another what is on it.
// What a format left to the spare areas is not the host's.
[[nodiscard]] inline base::Lba last_address(const drive::Drive& drive) {
  const media::Medium& disc = drive.loaded_medium();
  if (!drive.can_write_medium()) return disc.last_readable();
  const media::DiscLayout layout = drive.layout();
  // What a host may write ends a little before the data area that the maker of a DVD-R recorded.
  const base::BlockCount blank = capacity_of_blank(disc, layout);
  const base::BlockCount end = std::max(blank, layout.last_possible_lead_out.value_or(base::Lba{}) - base::Lba{});
  return base::Lba{layout.formatted_capacity.value_or(end).value - 1};
}

}  // namespace emulator::mmc
