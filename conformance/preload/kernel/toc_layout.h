// READ TOC/PMA/ATIP: the command and the answers of formats 0000b and 0001b. MMC-6, READ TOC/PMA/ATIP command.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::preload::kernel::read_toc_cdb {
using msf = base::Bits<1, 1>;
using track_session = base::Big<6, 1>;
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::read_toc_cdb

namespace conformance::preload::kernel::toc_reply {
using data_length = base::Big<0, 2>;
using first_track_number = base::Big<2, 1>;
using last_track_number = base::Big<3, 1>;
}  // namespace conformance::preload::kernel::toc_reply

namespace conformance::preload::kernel::toc_track_descriptor {
using adr = base::Bits<1, 7, 4>;
using control = base::Bits<1, 3, 0>;
using track_start_address = base::Big<4, 4>;
}  // namespace conformance::preload::kernel::toc_track_descriptor

namespace conformance::preload::kernel::session_information_reply {
using first_track_number_in_last_complete_session = base::Big<6, 1>;
using start_address_of_first_track_in_last_session = base::Big<8, 4>;
}  // namespace conformance::preload::kernel::session_information_reply
