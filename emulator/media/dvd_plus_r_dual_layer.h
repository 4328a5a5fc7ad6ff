// DVD+R of two layers: recorded as DVD+R, and a host may say where the second layer begins. MMC-6, DVD+R recording
// model; profile 002Bh.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

[[nodiscard]] SequentialRules dvd_plus_r_dual_layer_rules(const MediaIdentity& identity);

[[nodiscard]] std::unique_ptr<Medium> make_dvd_plus_r_dual_layer(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
