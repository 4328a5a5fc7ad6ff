// Where the bytes of sense data lie. SPC-4, Sense data formats.
#pragma once

#include "emulator/base/bits.h"

namespace emulator::scsi::sense_fixed {  // SPC-4, Fixed format sense data
using valid = base::Bits<0, 7>;
using response_code = base::Bits<0, 6, 0>;
using sense_key = base::Bits<2, 3, 0>;
using information = base::Big<3, 4>;
using additional_sense_length = base::Big<7, 1>;
using additional_sense_code = base::Big<12, 1>;
using additional_sense_code_qualifier = base::Big<13, 1>;
using sksv = base::Bits<15, 7>;
using command_data = base::Bits<15, 6>;
using bit_pointer_valid = base::Bits<15, 3>;
using bit_pointer = base::Bits<15, 2, 0>;
using field_pointer = base::Big<16, 2>;
}  // namespace emulator::scsi::sense_fixed

namespace emulator::scsi::sense_fixed_progress {  // SPC-4, Progress indication sense key specific data, fixed format
using sksv = base::Bits<15, 7>;
using progress_indication = base::Big<16, 2>;
}  // namespace emulator::scsi::sense_fixed_progress

namespace emulator::scsi::sense_descriptor_header {  // SPC-4, Descriptor format sense data
using response_code = base::Bits<0, 6, 0>;
using sense_key = base::Bits<1, 3, 0>;
using additional_sense_code = base::Big<2, 1>;
using additional_sense_code_qualifier = base::Big<3, 1>;
using additional_sense_length = base::Big<7, 1>;
}  // namespace emulator::scsi::sense_descriptor_header

namespace emulator::scsi::sense_information_descriptor {  // SPC-4, Information sense data descriptor
using additional_length = base::Big<1, 1>;
using valid = base::Bits<2, 7>;
using information = base::Big<4, 8>;
}  // namespace emulator::scsi::sense_information_descriptor

namespace emulator::scsi::sense_key_specific_descriptor {  // SPC-4, Sense key specific sense data descriptor
using descriptor_type = base::Big<0, 1>;
using additional_length = base::Big<1, 1>;
using sksv = base::Bits<4, 7>;
using command_data = base::Bits<4, 6>;
using bit_pointer_valid = base::Bits<4, 3>;
using bit_pointer = base::Bits<4, 2, 0>;
using field_pointer = base::Big<5, 2>;
}  // namespace emulator::scsi::sense_key_specific_descriptor
