// The blocks that a CDB names, taken through its layout.
#pragma once

#include "emulator/base/units.h"
#include "emulator/scsi/request.h"

namespace emulator::mmc {

// The address is signed: on CD the program area begins at -150.
template <typename Address, typename Length>
[[nodiscard]] base::BlockRange block_range(const scsi::Cdb& cdb) {
  return {base::Lba::from_wire(Address::get(cdb)), base::BlockCount{static_cast<std::int64_t>(Length::get(cdb))}};
}

}  // namespace emulator::mmc
