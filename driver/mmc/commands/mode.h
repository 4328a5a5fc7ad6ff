// Mode pages, read and written whole: what the driver does not know in a page goes back to the drive as it came.
#pragma once

#include "driver/mmc/device.h"

namespace driver::mmc {

// The current values of one page, its two bytes of header included.
std::expected<base::ByteBuffer, DriveError> mode_sense(Device& device, std::uint8_t page_code);

// Sends one page, until the next change or reset (SP = 0). The PS bit, which is reserved here, is cleared.
std::expected<void, DriveError> mode_select(Device& device, base::Bytes page);

}  // namespace driver::mmc
