// BD-R recorded sequentially (SRM), unformatted or formatted with or without pseudo overwrite. MMC-6, BD-R recording
// model; profile 0041h.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

[[nodiscard]] SequentialRules bd_r_rules(const MediaIdentity& identity);

[[nodiscard]] std::unique_ptr<Medium> make_bd_r(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
