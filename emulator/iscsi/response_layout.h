// Where the fields of a target's PDUs lie. Layouts of RFC 7143; only the fields that this target sets to other values
// than 0. The opcode, the lengths and the Initiator Task Tag are those of the basic header.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::iscsi::login_response_pdu {  // RFC 7143, Login Response
using transit = base::Bits<1, 7>;
using continue_bit = base::Bits<1, 6>;
using csg = base::Bits<1, 3, 2>;
using nsg = base::Bits<1, 1, 0>;
using isid = base::Big<8, 6>;
using tsih = base::Big<14, 2>;
using stat_sn = base::Big<24, 4>;
using exp_cmd_sn = base::Big<28, 4>;
using max_cmd_sn = base::Big<32, 4>;
using status_class = base::Big<36, 1>;
using status_detail = base::Big<37, 1>;
}  // namespace emulator::iscsi::login_response_pdu

namespace emulator::iscsi::scsi_response_pdu {  // RFC 7143, SCSI Response
using residual_overflow = base::Bits<1, 2>;
using residual_underflow = base::Bits<1, 1>;
using status = base::Big<3, 1>;
using stat_sn = base::Big<24, 4>;
using exp_cmd_sn = base::Big<28, 4>;
using max_cmd_sn = base::Big<32, 4>;
using exp_data_sn = base::Big<36, 4>;
using residual_count = base::Big<44, 4>;
}  // namespace emulator::iscsi::scsi_response_pdu

namespace emulator::iscsi::sense_data_descriptor {  // RFC 7143, SCSI Response, Sense Data
using sense_length = base::Big<0, 2>;
}  // namespace emulator::iscsi::sense_data_descriptor

namespace emulator::iscsi::scsi_data_in_pdu {  // RFC 7143, SCSI Data-In
using final = base::Bits<1, 7>;
using residual_overflow = base::Bits<1, 2>;
using residual_underflow = base::Bits<1, 1>;
using status_bit = base::Bits<1, 0>;
using target_transfer_tag = base::Big<20, 4>;
using data_sn = base::Big<36, 4>;
using buffer_offset = base::Big<40, 4>;
using residual_count = base::Big<44, 4>;
}  // namespace emulator::iscsi::scsi_data_in_pdu

namespace emulator::iscsi::r2t_pdu {  // RFC 7143, Ready To Transfer
using logical_unit_number = base::Big<8, 8>;
using target_transfer_tag = base::Big<20, 4>;
using r2t_sn = base::Big<36, 4>;
using buffer_offset = base::Big<40, 4>;
using desired_data_transfer_length = base::Big<44, 4>;
}  // namespace emulator::iscsi::r2t_pdu

namespace emulator::iscsi::task_management_response_pdu {  // RFC 7143, Task Management Function Response
using response = base::Big<2, 1>;
}  // namespace emulator::iscsi::task_management_response_pdu

namespace emulator::iscsi::text_response_pdu {  // RFC 7143, Text Response
using final = base::Bits<1, 7>;
using continue_bit = base::Bits<1, 6>;
using target_transfer_tag = base::Big<20, 4>;
}  // namespace emulator::iscsi::text_response_pdu

namespace emulator::iscsi::nop_in_pdu {  // RFC 7143, NOP-In
using target_transfer_tag = base::Big<20, 4>;
}  // namespace emulator::iscsi::nop_in_pdu

namespace emulator::iscsi::logout_response_pdu {  // RFC 7143, Logout Response
using response = base::Big<2, 1>;
}  // namespace emulator::iscsi::logout_response_pdu

namespace emulator::iscsi::reject_pdu {  // RFC 7143, Reject
using reason = base::Big<2, 1>;
}  // namespace emulator::iscsi::reject_pdu
