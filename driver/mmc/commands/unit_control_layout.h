// START STOP UNIT, PREVENT ALLOW MEDIUM REMOVAL and GET EVENT STATUS NOTIFICATION (MMC-6, the commands of these names).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::start_stop_unit_cdb {  // START STOP UNIT, CDB
using loej = base::Bits<4, 1>;
using start = base::Bits<4, 0>;
}  // namespace driver::mmc::start_stop_unit_cdb

namespace driver::mmc::prevent_allow_medium_removal_cdb {  // PREVENT ALLOW MEDIUM REMOVAL, CDB
using prevent = base::Bits<4, 0>;
}  // namespace driver::mmc::prevent_allow_medium_removal_cdb

namespace driver::mmc::get_event_status_notification_cdb {  // GET EVENT STATUS NOTIFICATION, CDB
using polled = base::Bits<1, 0>;
using notification_class_request = base::Big<4, 1>;
using allocation_length = base::Big<7, 2>;
}  // namespace driver::mmc::get_event_status_notification_cdb

namespace driver::mmc::event_header {  // Event Header
using nea = base::Bits<2, 7>;
using notification_class = base::Bits<2, 2, 0>;
}  // namespace driver::mmc::event_header

namespace driver::mmc::media_event_descriptor {  // Media Event Descriptor
using media_present = base::Bits<1, 1>;
using door_or_tray_open = base::Bits<1, 0>;
}  // namespace driver::mmc::media_event_descriptor
