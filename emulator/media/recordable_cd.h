// The medium behind CD-R and CD-RW: track at once, and session at once for one data track; what can be blanked is, too.
// Orange Book, parts II and III; MMC-6, CD recording models.
#pragma once

#include <memory>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

[[nodiscard]] std::unique_ptr<Medium> make_recordable_cd(std::unique_ptr<Store> store, DiscContents contents,
                                                         const SequentialRules& rules);

// What both have in common.
[[nodiscard]] SequentialRules recordable_cd_rules(const MediaIdentity& identity);

}  // namespace emulator::media
