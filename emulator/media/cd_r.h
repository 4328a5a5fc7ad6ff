// CD-R: written once. Orange Book part II; MMC-6, profile 0009h.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

[[nodiscard]] SequentialRules cd_r_rules(const MediaIdentity& identity);

[[nodiscard]] std::unique_ptr<Medium> make_cd_r(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
