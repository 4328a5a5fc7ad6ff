// The two layers of a DVD+R DL: where the second begins, and what that leaves for user data. Pure functions on a disc's
// state. MMC-6, SEND DISC STRUCTURE command, Layer Boundary Information.
#pragma once

#include "emulator/base/units.h"
#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"

namespace emulator::media {

// How the maker divides a disc of that capacity.
[[nodiscard]] base::BlockCount layer_0_as_sold(base::BlockCount capacity);

// Whether a host may still say where layer 1 begins: before anything is recorded, and once.
[[nodiscard]] bool can_set_layers(const DiscState& state);

// The layers when layer 0 is to hold that much, which is in whole ECC blocks and no more than as sold.
[[nodiscard]] Result<Layers> layers_with(const DiscState& state, base::BlockCount capacity, base::BlockCount layer_0);

// The address at which the last lead-out may begin.
[[nodiscard]] base::BlockCount capacity_of(const Layers& layers, const DiscState& state);

}  // namespace emulator::media
