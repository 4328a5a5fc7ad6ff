// Where the fields of REPORT SUPPORTED OPERATION CODES lie. SPC-4, REPORT SUPPORTED OPERATION CODES command.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::report_supported_operation_codes_cdb {
using rctd = base::Bits<2, 7>;
using reporting_options = base::Bits<2, 2, 0>;
using requested_operation_code = base::Big<3, 1>;
using requested_service_action = base::Big<4, 2>;
using allocation_length = base::Big<6, 4>;
}  // namespace emulator::mmc::report_supported_operation_codes_cdb

namespace emulator::mmc::all_commands_parameter_data_header {
using command_data_length = base::Big<0, 4>;
}  // namespace emulator::mmc::all_commands_parameter_data_header

namespace emulator::mmc::command_descriptor {
using operation_code = base::Big<0, 1>;
using service_action = base::Big<2, 2>;
using ctdp = base::Bits<5, 1>;
using servactv = base::Bits<5, 0>;
using cdb_length = base::Big<6, 2>;
}  // namespace emulator::mmc::command_descriptor

namespace emulator::mmc::one_command_parameter_data_header {
using ctdp = base::Bits<1, 7>;
using support = base::Bits<1, 2, 0>;
using cdb_size = base::Big<2, 2>;
}  // namespace emulator::mmc::one_command_parameter_data_header

namespace emulator::mmc::command_timeouts_descriptor {
using descriptor_length = base::Big<0, 2>;
}  // namespace emulator::mmc::command_timeouts_descriptor
