// The headers of the PDUs that the suite's initiator sends and reads. RFC 7143, iSCSI PDU Formats; typed from its
// clauses.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::link::iscsi::basic_header_pdu {  // Basic Header Segment: what every PDU has
using immediate = base::Bits<0, 6>;
using opcode = base::Bits<0, 5, 0>;
using final = base::Bits<1, 7>;
using total_ahs_length = base::Big<4, 1>;
using data_segment_length = base::Big<5, 3>;
using logical_unit_number = base::Big<8, 8>;
using initiator_task_tag = base::Big<16, 4>;
}  // namespace conformance::link::iscsi::basic_header_pdu

namespace conformance::link::iscsi::login_request_pdu {  // Login Request
using transit = base::Bits<1, 7>;
using csg = base::Bits<1, 3, 2>;
using nsg = base::Bits<1, 1, 0>;
using isid = base::Big<8, 6>;
using tsih = base::Big<14, 2>;
using cid = base::Big<20, 2>;
using cmd_sn = base::Big<24, 4>;
using exp_stat_sn = base::Big<28, 4>;
}  // namespace conformance::link::iscsi::login_request_pdu

namespace conformance::link::iscsi::login_response_pdu {  // Login Response
using transit = base::Bits<1, 7>;
using continue_bit = base::Bits<1, 6>;
using csg = base::Bits<1, 3, 2>;
using nsg = base::Bits<1, 1, 0>;
using version_active = base::Big<3, 1>;
using isid = base::Big<8, 6>;
using tsih = base::Big<14, 2>;
using stat_sn = base::Big<24, 4>;
using exp_cmd_sn = base::Big<28, 4>;
using max_cmd_sn = base::Big<32, 4>;
using status_class = base::Big<36, 1>;
using status_detail = base::Big<37, 1>;
}  // namespace conformance::link::iscsi::login_response_pdu

namespace conformance::link::iscsi::text_request_pdu {  // Text Request
using target_transfer_tag = base::Big<20, 4>;
using cmd_sn = base::Big<24, 4>;
using exp_stat_sn = base::Big<28, 4>;
}  // namespace conformance::link::iscsi::text_request_pdu

namespace conformance::link::iscsi::text_response_pdu {  // Text Response
using final = base::Bits<1, 7>;
using continue_bit = base::Bits<1, 6>;
using target_transfer_tag = base::Big<20, 4>;
}  // namespace conformance::link::iscsi::text_response_pdu

namespace conformance::link::iscsi::scsi_command_pdu {  // SCSI Command
using final = base::Bits<1, 7>;
using read = base::Bits<1, 6>;
using write = base::Bits<1, 5>;
using task_attributes = base::Bits<1, 2, 0>;
using expected_data_transfer_length = base::Big<20, 4>;
using cmd_sn = base::Big<24, 4>;
using exp_stat_sn = base::Big<28, 4>;
}  // namespace conformance::link::iscsi::scsi_command_pdu

namespace conformance::link::iscsi::scsi_response_pdu {  // SCSI Response
using residual_overflow = base::Bits<1, 2>;
using residual_underflow = base::Bits<1, 1>;
using response = base::Big<2, 1>;
using status = base::Big<3, 1>;
using exp_data_sn = base::Big<36, 4>;
using residual_count = base::Big<44, 4>;
}  // namespace conformance::link::iscsi::scsi_response_pdu

namespace conformance::link::iscsi::sense_data_descriptor {  // SCSI Response, Data Segment - Sense and Response Data
using sense_length = base::Big<0, 2>;
}  // namespace conformance::link::iscsi::sense_data_descriptor

namespace conformance::link::iscsi::scsi_data_out_pdu {  // SCSI Data-Out
using target_transfer_tag = base::Big<20, 4>;
using exp_stat_sn = base::Big<28, 4>;
using data_sn = base::Big<36, 4>;
using buffer_offset = base::Big<40, 4>;
}  // namespace conformance::link::iscsi::scsi_data_out_pdu

namespace conformance::link::iscsi::scsi_data_in_pdu {  // SCSI Data-In
using final = base::Bits<1, 7>;
using acknowledge = base::Bits<1, 6>;
using residual_overflow = base::Bits<1, 2>;
using residual_underflow = base::Bits<1, 1>;
using status_bit = base::Bits<1, 0>;
using status = base::Big<3, 1>;
using data_sn = base::Big<36, 4>;
using buffer_offset = base::Big<40, 4>;
using residual_count = base::Big<44, 4>;
}  // namespace conformance::link::iscsi::scsi_data_in_pdu

namespace conformance::link::iscsi::r2t_pdu {  // Ready To Transfer
using target_transfer_tag = base::Big<20, 4>;
using r2t_sn = base::Big<36, 4>;
using buffer_offset = base::Big<40, 4>;
using desired_data_transfer_length = base::Big<44, 4>;
}  // namespace conformance::link::iscsi::r2t_pdu

namespace conformance::link::iscsi::nop_out_pdu {  // NOP-Out
using target_transfer_tag = base::Big<20, 4>;
using cmd_sn = base::Big<24, 4>;
using exp_stat_sn = base::Big<28, 4>;
}  // namespace conformance::link::iscsi::nop_out_pdu

namespace conformance::link::iscsi::nop_in_pdu {  // NOP-In; the sequence numbers stand there in every PDU of a target
using target_transfer_tag = base::Big<20, 4>;
using stat_sn = base::Big<24, 4>;
using exp_cmd_sn = base::Big<28, 4>;
using max_cmd_sn = base::Big<32, 4>;
}  // namespace conformance::link::iscsi::nop_in_pdu

namespace conformance::link::iscsi::logout_request_pdu {  // Logout Request
using reason_code = base::Bits<1, 6, 0>;
using cid = base::Big<20, 2>;
using cmd_sn = base::Big<24, 4>;
using exp_stat_sn = base::Big<28, 4>;
}  // namespace conformance::link::iscsi::logout_request_pdu

namespace conformance::link::iscsi::logout_response_pdu {  // Logout Response
using response = base::Big<2, 1>;
}  // namespace conformance::link::iscsi::logout_response_pdu

namespace conformance::link::iscsi::asynchronous_message_pdu {  // Asynchronous Message
using async_event = base::Big<36, 1>;
}  // namespace conformance::link::iscsi::asynchronous_message_pdu

namespace conformance::link::iscsi::reject_pdu {  // Reject
using reason = base::Big<2, 1>;
}  // namespace conformance::link::iscsi::reject_pdu
