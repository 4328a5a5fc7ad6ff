// The Timeout and Protect mode page. MMC-6, Timeout and Protect mode page.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer encode_timeout_and_protect(const drive::Drive& drive,
                                                          const drive::ModeParameters& parameters);
void mark_changeable_timeout_and_protect(base::MutableBytes page);
[[nodiscard]] std::expected<void, scsi::Sense> decode_timeout_and_protect(base::Bytes page, const drive::Drive& drive,
                                                                          drive::ModeParameters& parameters);

}  // namespace emulator::mmc
