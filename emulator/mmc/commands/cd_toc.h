// The formats of READ TOC/PMA/ATIP that only a CD has. MMC-6, READ TOC/PMA/ATIP command, formats 0010b to 0101b.
#pragma once

#include <cstdint>

#include "emulator/media/medium.h"
#include "emulator/scsi/reply.h"

namespace emulator::mmc {

// The Q sub-channel of the lead-ins from session `from` on.
[[nodiscard]] scsi::Outcome full_toc(const media::DiscLayout& disc, const media::MediaIdentity& identity,
                                     std::uint8_t from);
// What the program memory area of a recordable disc says of tracks, closed or not.
[[nodiscard]] scsi::Outcome pma(const media::DiscLayout& disc, const media::MediaIdentity& identity);
// What is pressed into the pre-groove of a recordable disc.
[[nodiscard]] scsi::Outcome atip(const media::MediaIdentity& identity);
// None of the discs has any: a list of no packs.
[[nodiscard]] scsi::Outcome cd_text();

}  // namespace emulator::mmc
