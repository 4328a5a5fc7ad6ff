// The Caching mode page. MMC-6, Caching mode page.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer encode_caching(const drive::Drive& drive, const drive::ModeParameters& parameters);
void mark_changeable_caching(base::MutableBytes page);
[[nodiscard]] std::expected<void, scsi::Sense> decode_caching(base::Bytes page, const drive::Drive& drive,
                                                              drive::ModeParameters& parameters);

}  // namespace emulator::mmc
