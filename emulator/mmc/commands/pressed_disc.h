// The control data of discs that come from an image and of which nobody has recorded any: what a pressed disc of that
// size says. MMC-6, Physical Format Information; BD-ROM, Disc Information.
#pragma once

#include "emulator/base/bytes.h"
#include "emulator/base/units.h"

namespace emulator::mmc {

// A DVD-ROM of one layer, or of two with opposite track path where the data do not fit on one.
[[nodiscard]] base::ByteBuffer dvd_rom_physical_format(base::BlockCount blocks);

// The one disc information unit of a BD-ROM.
[[nodiscard]] base::ByteBuffer bd_rom_disc_information(base::BlockCount blocks);

}  // namespace emulator::mmc
