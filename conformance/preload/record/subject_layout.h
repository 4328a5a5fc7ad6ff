// The fields of the two answers that say what lies in a drive. MMC-6, GET CONFIGURATION and READ DISC INFORMATION
// commands.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::preload::record::get_configuration_cdb {
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::record::get_configuration_cdb

namespace conformance::preload::record::configuration_header {
using current_profile = base::Big<6, 2>;
}  // namespace conformance::preload::record::configuration_header

namespace conformance::preload::record::read_disc_information_cdb {
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::record::read_disc_information_cdb

namespace conformance::preload::record::read_disc_information_reply {
using disc_status = base::Bits<2, 1, 0>;
}  // namespace conformance::preload::record::read_disc_information_reply
