// Sense data as a drive sends it, and the command that asks for it (SPC-4, Sense data; REQUEST SENSE command).
#pragma once

#include "emulator/base/bits.h"

namespace driver::mmc::request_sense_cdb {  // REQUEST SENSE, CDB
using allocation_length = base::Big<4, 1>;
}  // namespace driver::mmc::request_sense_cdb

namespace driver::mmc::sense_fixed {  // Fixed format sense data
using valid = base::Bits<0, 7>;
using response_code = base::Bits<0, 6, 0>;
using sense_key = base::Bits<2, 3, 0>;
using information = base::Big<3, 4>;
using additional_sense_code = base::Big<12, 1>;
using additional_sense_code_qualifier = base::Big<13, 1>;
using sksv = base::Bits<15, 7>;
using command_data = base::Bits<15, 6>;
using field_pointer = base::Big<16, 2>;
}  // namespace driver::mmc::sense_fixed

namespace driver::mmc::sense_fixed_progress {  // Fixed format, progress indication sense key specific information
using progress_indication = base::Big<16, 2>;
}  // namespace driver::mmc::sense_fixed_progress

namespace driver::mmc::sense_descriptor_header {  // Descriptor format sense data
using response_code = base::Bits<0, 6, 0>;
using sense_key = base::Bits<1, 3, 0>;
using additional_sense_code = base::Big<2, 1>;
using additional_sense_code_qualifier = base::Big<3, 1>;
using additional_sense_length = base::Big<7, 1>;
}  // namespace driver::mmc::sense_descriptor_header

namespace driver::mmc::sense_information_descriptor {  // Information sense data descriptor, type 00h
using valid = base::Bits<2, 7>;
using information = base::Big<4, 8>;
}  // namespace driver::mmc::sense_information_descriptor

namespace driver::mmc::sense_key_specific_descriptor {  // Sense key specific sense data descriptor, type 02h
using descriptor_type = base::Big<0, 1>;
using additional_length = base::Big<1, 1>;
using sksv = base::Bits<4, 7>;
using command_data = base::Bits<4, 6>;
using field_pointer = base::Big<5, 2>;
}  // namespace driver::mmc::sense_key_specific_descriptor
