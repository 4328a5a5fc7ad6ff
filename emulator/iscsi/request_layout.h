// Where the fields of an initiator's PDUs lie. Layouts of RFC 7143; only the fields that a target looks at.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::iscsi::basic_header_pdu {  // RFC 7143, Basic Header Segment
using immediate = base::Bits<0, 6>;
using opcode = base::Bits<0, 5, 0>;
using final = base::Bits<1, 7>;
using total_ahs_length = base::Big<4, 1>;
using data_segment_length = base::Big<5, 3>;
using logical_unit_number = base::Big<8, 8>;
using initiator_task_tag = base::Big<16, 4>;
}  // namespace emulator::iscsi::basic_header_pdu

namespace emulator::iscsi::login_request_pdu {  // RFC 7143, Login Request
using transit = base::Bits<1, 7>;
using continue_bit = base::Bits<1, 6>;
using csg = base::Bits<1, 3, 2>;
using nsg = base::Bits<1, 1, 0>;
using version_min = base::Big<3, 1>;
using isid = base::Big<8, 6>;
using tsih = base::Big<14, 2>;
using cid = base::Big<20, 2>;
using cmd_sn = base::Big<24, 4>;
}  // namespace emulator::iscsi::login_request_pdu

namespace emulator::iscsi::scsi_command_pdu {  // RFC 7143, SCSI Command
using final = base::Bits<1, 7>;
using read = base::Bits<1, 6>;
using write = base::Bits<1, 5>;
using expected_data_transfer_length = base::Big<20, 4>;
using cmd_sn = base::Big<24, 4>;
}  // namespace emulator::iscsi::scsi_command_pdu

namespace emulator::iscsi::scsi_data_out_pdu {  // RFC 7143, SCSI Data-Out
using final = base::Bits<1, 7>;
using target_transfer_tag = base::Big<20, 4>;
using data_sn = base::Big<36, 4>;
using buffer_offset = base::Big<40, 4>;
}  // namespace emulator::iscsi::scsi_data_out_pdu

namespace emulator::iscsi::task_management_request_pdu {  // RFC 7143, Task Management Function Request
using function = base::Bits<1, 6, 0>;
using referenced_task_tag = base::Big<20, 4>;
using ref_cmd_sn = base::Big<32, 4>;
}  // namespace emulator::iscsi::task_management_request_pdu

namespace emulator::iscsi::text_request_pdu {  // RFC 7143, Text Request
using final = base::Bits<1, 7>;
using continue_bit = base::Bits<1, 6>;
using target_transfer_tag = base::Big<20, 4>;
}  // namespace emulator::iscsi::text_request_pdu

namespace emulator::iscsi::logout_request_pdu {  // RFC 7143, Logout Request
using reason_code = base::Bits<1, 6, 0>;
using cid = base::Big<20, 2>;
}  // namespace emulator::iscsi::logout_request_pdu
