// What tells which drive and which disc this is. MMC-6; typed from its clauses.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::link::configuration_header {  // GET CONFIGURATION, Feature Header
using current_profile = base::Big<6, 2>;
}  // namespace conformance::link::configuration_header

namespace conformance::link::read_disc_information_reply {  // READ DISC INFORMATION, Standard Disc Information
using disc_status = base::Bits<2, 1, 0>;
}  // namespace conformance::link::read_disc_information_reply
