// DVD+R of one layer. MMC-6, DVD+R recording model; profile 001Bh.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

[[nodiscard]] SequentialRules dvd_plus_r_rules(const MediaIdentity& identity);

// MMC-6, CLOSE TRACK/SESSION command, close function definitions for DVD+R: 5 with a lead-out of 30 mm at least, 6
// without. The two differ in what is recorded outside the user area only.
[[nodiscard]] bool finalizes_dvd_plus_r(std::uint8_t close_function);

// Drives set RT on the fragments of an open session and clear it in closed ones (ACER AXD001, TSSTcorp SH-224DB).
void mark_fragments(DiscLayout& layout, const DiscState& recorded);

[[nodiscard]] std::unique_ptr<Medium> make_dvd_plus_r(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
