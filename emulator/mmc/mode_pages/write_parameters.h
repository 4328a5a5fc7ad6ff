// The Write Parameters mode page. MMC-6, Write Parameters mode page.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer encode_write_parameters(const drive::Drive& drive,
                                                       const drive::ModeParameters& parameters);
void mark_changeable_write_parameters(base::MutableBytes page);
[[nodiscard]] std::expected<void, scsi::Sense> decode_write_parameters(base::Bytes page, const drive::Drive& drive,
                                                                       drive::ModeParameters& parameters);

}  // namespace emulator::mmc
