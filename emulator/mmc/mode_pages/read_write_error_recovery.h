// The Read/Write Error Recovery mode page. MMC-6, Read/Write Error Recovery mode page.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer encode_read_write_error_recovery(const drive::Drive& drive,
                                                                const drive::ModeParameters& parameters);
void mark_changeable_read_write_error_recovery(base::MutableBytes page);
[[nodiscard]] std::expected<void, scsi::Sense> decode_read_write_error_recovery(base::Bytes page,
                                                                                const drive::Drive& drive,
                                                                                drive::ModeParameters& parameters);

}  // namespace emulator::mmc
