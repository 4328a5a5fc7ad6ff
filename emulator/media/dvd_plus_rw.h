// DVD+RW: formatted in the background, written anywhere meanwhile. MMC-6, DVD+RW.
#pragma once

#include <memory>

#include "emulator/media/overwritable_medium.h"

namespace emulator::media {

extern const OverwritableFamily dvd_plus_rw_family;

[[nodiscard]] SequentialRules dvd_plus_rw_rules(const MediaIdentity& identity);
[[nodiscard]] std::unique_ptr<Medium> make_dvd_plus_rw(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
