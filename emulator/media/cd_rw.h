// CD-RW: recorded as a CD-R, and blanked. Orange Book part III; MMC-6, profile 000Ah.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

[[nodiscard]] SequentialRules cd_rw_rules(const MediaIdentity& identity);

[[nodiscard]] std::unique_ptr<Medium> make_cd_rw(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
