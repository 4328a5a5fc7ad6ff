// DVD-R of one layer and of two. MMC-6, DVD-R recording model; profiles 0011h and 0015h.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/store.h"

namespace emulator::media {

[[nodiscard]] std::unique_ptr<Medium> make_dvd_minus_r(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
