// The Power Condition mode page. SPC-4, Power Condition mode page.
#pragma once

#include "emulator/mmc/mode_pages/mode_page.h"

namespace emulator::mmc {

[[nodiscard]] base::ByteBuffer encode_power_condition(const drive::Drive& drive,
                                                      const drive::ModeParameters& parameters);
void mark_changeable_power_condition(base::MutableBytes page);
[[nodiscard]] std::expected<void, scsi::Sense> decode_power_condition(base::Bytes page, const drive::Drive& drive,
                                                                      drive::ModeParameters& parameters);

}  // namespace emulator::mmc
