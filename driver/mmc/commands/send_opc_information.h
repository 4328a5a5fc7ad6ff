#pragma once

#include "driver/mmc/device.h"

namespace driver::mmc {

// Lets the drive calibrate its laser power on the medium (SEND OPC INFORMATION, DoOPC = 1, no table).
std::expected<void, DriveError> calibrate_power(Device& device);

}  // namespace driver::mmc
