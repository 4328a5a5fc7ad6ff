// DVD-RW: recorded as a DVD-R and blanked, or formatted and overwritten in whole ECC blocks. MMC-6, DVD-RW recording
// model, restricted overwrite; profiles 0014h and 0013h. A disc file keeps the first number, whatever the form is.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/overwritable_medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

// For a new disc that is formatted at once.
extern const OverwritableFamily dvd_minus_rw_family;

[[nodiscard]] SequentialRules dvd_minus_rw_rules(const MediaIdentity& identity);

[[nodiscard]] std::unique_ptr<Medium> make_dvd_minus_rw(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
