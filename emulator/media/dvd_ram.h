// DVD-RAM: sold formatted, with or without a supplementary spare area, and write-protected for as long as somebody
// wants it. MMC-6, DVD-RAM.
#pragma once

#include <memory>

#include "emulator/media/overwritable_medium.h"

namespace emulator::media {

extern const OverwritableFamily dvd_ram_family;

[[nodiscard]] SequentialRules dvd_ram_rules(const MediaIdentity& identity);
[[nodiscard]] std::unique_ptr<Medium> make_dvd_ram(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
