// Where a disc's user data ends, for speeds and capacities.
#pragma once

#include "emulator/drive/drive.h"

namespace emulator::mmc {

// The last address that the loaded disc has: of a recordable one what it holds when full, of another what is on it.
// What a format left to the spare areas is not the host's.
[[nodiscard]] inline base::Lba last_address(const drive::Drive& drive) {
  const media::Medium& disc = drive.loaded_medium();
  if (!drive.can_write_medium()) return disc.last_readable();
  const base::BlockCount capacity = drive.layout().formatted_capacity.value_or(disc.identity().capacity);
  return base::Lba{capacity.value - 1};
}

}  // namespace emulator::mmc
