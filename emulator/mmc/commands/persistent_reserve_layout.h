// Where the fields of PERSISTENT RESERVE IN and OUT lie. SPC-4, PERSISTENT RESERVE IN command, PERSISTENT RESERVE OUT
// command, TransportID identifiers.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::persistent_reserve_in_cdb {
using allocation_length = base::Big<7, 2>;
}  // namespace emulator::mmc::persistent_reserve_in_cdb

namespace emulator::mmc::persistent_reserve_in_header {
using prgeneration = base::Big<0, 4>;
using additional_length = base::Big<4, 4>;
}  // namespace emulator::mmc::persistent_reserve_in_header

namespace emulator::mmc::reservation_key_descriptor {
using reservation_key = base::Big<0, 8>;
}  // namespace emulator::mmc::reservation_key_descriptor

namespace emulator::mmc::reservation_descriptor {
using reservation_key = base::Big<0, 8>;
using type = base::Bits<13, 3, 0>;
}  // namespace emulator::mmc::reservation_descriptor

namespace emulator::mmc::report_capabilities_reply {
using length = base::Big<0, 2>;
using tmv = base::Bits<3, 7>;
using wr_ex_ar = base::Bits<4, 7>;
using ex_ac_ro = base::Bits<4, 6>;
using wr_ex_ro = base::Bits<4, 5>;
using ex_ac = base::Bits<4, 3>;
using wr_ex = base::Bits<4, 1>;
using ex_ac_ar = base::Bits<5, 0>;
}  // namespace emulator::mmc::report_capabilities_reply

namespace emulator::mmc::full_status_descriptor {
using reservation_key = base::Big<0, 8>;
using r_holder = base::Bits<12, 0>;
using type = base::Bits<13, 3, 0>;
using relative_target_port_identifier = base::Big<18, 2>;
using additional_descriptor_length = base::Big<20, 4>;
}  // namespace emulator::mmc::full_status_descriptor

namespace emulator::mmc::iscsi_transport_id {
using format_code = base::Bits<0, 7, 6>;
using protocol_identifier = base::Bits<0, 3, 0>;
using additional_length = base::Big<2, 2>;
}  // namespace emulator::mmc::iscsi_transport_id

namespace emulator::mmc::persistent_reserve_out_cdb {
using service_action = base::Bits<1, 4, 0>;
using scope = base::Bits<2, 7, 4>;
using type = base::Bits<2, 3, 0>;
using parameter_list_length = base::Big<5, 4>;
}  // namespace emulator::mmc::persistent_reserve_out_cdb

namespace emulator::mmc::persistent_reserve_out_parameter_list {
using reservation_key = base::Big<0, 8>;
using service_action_reservation_key = base::Big<8, 8>;
using spec_i_pt = base::Bits<20, 3>;
using all_tg_pt = base::Bits<20, 2>;
using aptpl = base::Bits<20, 0>;
}  // namespace emulator::mmc::persistent_reserve_out_parameter_list
