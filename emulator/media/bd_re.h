// BD-RE: formatted with spare areas or without, then written anywhere. MMC-6, BD-RE.
#pragma once

#include <memory>

#include "emulator/media/overwritable_medium.h"

namespace emulator::media {

extern const OverwritableFamily bd_re_family;

[[nodiscard]] SequentialRules bd_re_rules(const MediaIdentity& identity);
[[nodiscard]] std::unique_ptr<Medium> make_bd_re(std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
