#pragma once

#include <string>

#include "driver/mmc/device.h"

namespace driver::mmc {

struct InquiryData {
  std::uint8_t peripheral_qualifier{};    // 0: the logical unit is there; 3: there is none behind this number
  std::uint8_t peripheral_device_type{};  // 05h: CD, DVD or Blu-ray drive
  bool is_removable{};
  std::string vendor;  // 8, 16 and 4 characters in the standard; here without the blanks at the end
  std::string product;
  std::string revision;
};

// Standard INQUIRY data (SPC-4, INQUIRY command). 36 bytes are asked for: every drive has them.
std::expected<InquiryData, DriveError> inquiry(Device& device);

}  // namespace driver::mmc
