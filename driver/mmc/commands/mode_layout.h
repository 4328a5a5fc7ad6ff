// MODE SENSE (10), MODE SELECT (10) and the two mode pages that the driver reads (SPC-4, MODE SENSE (10) and MODE
// SELECT (10) commands; MMC-6, Mode Parameters for Multi-Media Devices).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::mode_sense_10_cdb {  // MODE SENSE (10), CDB
using dbd = base::Bits<1, 3>;
using page_control = base::Bits<2, 7, 6>;
using page_code = base::Bits<2, 5, 0>;
using allocation_length = base::Big<7, 2>;
}  // namespace driver::mmc::mode_sense_10_cdb

namespace driver::mmc::mode_select_10_cdb {  // MODE SELECT (10), CDB
using pf = base::Bits<1, 4>;
using sp = base::Bits<1, 0>;
using parameter_list_length = base::Big<7, 2>;
}  // namespace driver::mmc::mode_select_10_cdb

namespace driver::mmc::mode_parameter_header_10 {  // Mode parameter header (10)
using mode_data_length = base::Big<0, 2>;
using block_descriptor_length = base::Big<6, 2>;
}  // namespace driver::mmc::mode_parameter_header_10

namespace driver::mmc::mode_page_header {  // Mode page format, page_0 form
using ps = base::Bits<0, 7>;
using page_code = base::Bits<0, 5, 0>;
using page_length = base::Big<1, 1>;
}  // namespace driver::mmc::mode_page_header

namespace driver::mmc::write_parameters_page {  // Write Parameters mode page
using bufe = base::Bits<2, 6>;
using ls_v = base::Bits<2, 5>;
using test_write = base::Bits<2, 4>;
using write_type = base::Bits<2, 3, 0>;
using multi_session = base::Bits<3, 7, 6>;
using fp = base::Bits<3, 5>;
using copy = base::Bits<3, 4>;
using track_mode = base::Bits<3, 3, 0>;
using data_block_type = base::Bits<4, 3, 0>;
using link_size = base::Big<5, 1>;
using session_format = base::Big<8, 1>;
using packet_size = base::Big<10, 4>;
using audio_pause_length = base::Big<14, 2>;
}  // namespace driver::mmc::write_parameters_page

namespace driver::mmc::mm_capabilities_page {  // MM Capabilities and Mechanical Status mode page
using loading_mechanism_type = base::Bits<6, 7, 5>;
using maximum_read_speed_supported = base::Big<8, 2>;
using buffer_size_supported = base::Big<12, 2>;
using current_write_speed_selected = base::Big<28, 2>;
using number_of_write_speed_descriptors = base::Big<30, 2>;
}  // namespace driver::mmc::mm_capabilities_page

namespace driver::mmc::mm_write_speed_descriptor {  // Logical Unit Write Speed Performance Descriptor
using write_speed_supported = base::Big<2, 2>;
}  // namespace driver::mmc::mm_write_speed_descriptor
