// READ DISC INFORMATION and READ TRACK INFORMATION, as the cdrom driver reads them. MMC-6, the clauses of these names.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::preload::kernel::read_disc_information_cdb {
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::read_disc_information_cdb

namespace conformance::preload::kernel::read_disc_information_reply {
using erasable = base::Bits<2, 4>;
using bg_format_status = base::Bits<7, 1, 0>;
using last_track_number_in_last_session_lsb = base::Big<6, 1>;
using last_track_number_in_last_session_msb = base::Big<11, 1>;
}  // namespace conformance::preload::kernel::read_disc_information_reply

namespace conformance::preload::kernel::read_track_information_cdb {
using address_number_type = base::Bits<1, 1, 0>;
using logical_block_address_track_session_number = base::Big<2, 4>;
using allocation_length = base::Big<7, 2>;
}  // namespace conformance::preload::kernel::read_track_information_cdb

namespace conformance::preload::kernel::read_track_information_reply {
using blank = base::Bits<6, 6>;
using lra_v = base::Bits<7, 1>;
using nwa_v = base::Bits<7, 0>;
using logical_track_start_address = base::Big<8, 4>;
using next_writable_address = base::Big<12, 4>;
using free_blocks = base::Big<16, 4>;
using logical_track_size = base::Big<24, 4>;
using last_recorded_address = base::Big<28, 4>;
}  // namespace conformance::preload::kernel::read_track_information_reply
