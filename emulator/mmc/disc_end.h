// Where a disc's user data ends, for speeds and capacities.
#pragma once

#include "emulator/drive/drive.h"

namespace emulator::mmc {

// The last address that the loaded disc has: of a recordable one what it holds when full, of another what is on it.
[[nodiscard]] inline base::Lba last_address(const drive::Drive& drive) {
  const media::Medium& disc = drive.loaded_medium();
  if (!drive.can_write_medium()) return disc.last_readable();
  return base::Lba{disc.identity().capacity.value - 1};
}

}  // namespace emulator::mmc
