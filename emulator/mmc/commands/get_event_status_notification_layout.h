// Where the fields of GET EVENT STATUS NOTIFICATION lie. MMC-6, GET EVENT STATUS NOTIFICATION command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::get_event_status_notification_cdb {
using polled = base::Bits<1, 0>;
using notification_class_request = base::Big<4, 1>;
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::get_event_status_notification_cdb

namespace emulator::mmc::event_header {
using event_descriptor_length = base::Big<0, 2>;
using nea = base::Bits<2, 7>;
using notification_class = base::Bits<2, 2, 0>;
using supported_event_classes = base::Big<3, 1>;
}  // namespace emulator::mmc::event_header

namespace emulator::mmc::operational_change_event_descriptor {
using event_code = base::Bits<0, 3, 0>;
using persistent_prevented = base::Bits<1, 7>;
using operational_change = base::Big<2, 2>;
}  // namespace emulator::mmc::operational_change_event_descriptor

namespace emulator::mmc::power_management_event_descriptor {
using power_status = base::Big<1, 1>;
}  // namespace emulator::mmc::power_management_event_descriptor

namespace emulator::mmc::media_event_descriptor {
using event_code = base::Bits<0, 3, 0>;
using media_present = base::Bits<1, 1>;
using door_or_tray_open = base::Bits<1, 0>;
}  // namespace emulator::mmc::media_event_descriptor

namespace emulator::mmc::device_busy_event_descriptor {
using event_code = base::Bits<0, 3, 0>;
using device_busy_status = base::Big<1, 1>;
using time = base::Big<2, 2>;
}  // namespace emulator::mmc::device_busy_event_descriptor
