// Where the fields of INQUIRY lie. SPC-4, INQUIRY command, Standard INQUIRY data, Vital product data parameters.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::mmc::inquiry_cdb {
using evpd = base::Bits<1, 0>;
using page_code = base::Big<2, 1>;
using allocation_length = base::Big<3, 2>;
}  // namespace emulator::mmc::inquiry_cdb

namespace emulator::mmc::standard_inquiry_data {
using peripheral_qualifier = base::Bits<0, 7, 5>;
using peripheral_device_type = base::Bits<0, 4, 0>;
using rmb = base::Bits<1, 7>;
using version = base::Big<2, 1>;
using response_data_format = base::Bits<3, 3, 0>;
using additional_length = base::Big<4, 1>;
using cmdque = base::Bits<7, 1>;
using version_descriptor_1 = base::Big<58, 2>;
using version_descriptor_2 = base::Big<60, 2>;
using version_descriptor_3 = base::Big<62, 2>;
using version_descriptor_4 = base::Big<64, 2>;
}  // namespace emulator::mmc::standard_inquiry_data

namespace emulator::mmc::vpd_page_header {
using peripheral_device_type = base::Bits<0, 4, 0>;
using page_code = base::Big<1, 1>;
using page_length = base::Big<2, 2>;
}  // namespace emulator::mmc::vpd_page_header

namespace emulator::mmc::designation_descriptor_header {
using protocol_identifier = base::Bits<0, 7, 4>;
using code_set = base::Bits<0, 3, 0>;
using piv = base::Bits<1, 7>;
using association = base::Bits<1, 5, 4>;
using designator_type = base::Bits<1, 3, 0>;
using designator_length = base::Big<3, 1>;
}  // namespace emulator::mmc::designation_descriptor_header
