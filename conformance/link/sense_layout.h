// The bytes of sense data that name an error. SPC-4, Fixed format sense data, Descriptor format sense data.
#pragma once

#include "emulator/base/bits.h"

namespace conformance::link::sense_fixed {  // response codes 70h, 71h
using response_code = base::Bits<0, 6, 0>;
using sense_key = base::Bits<2, 3, 0>;
using additional_sense_code = base::Big<12, 1>;
using additional_sense_code_qualifier = base::Big<13, 1>;
}  // namespace conformance::link::sense_fixed

namespace conformance::link::sense_fixed_progress {  // the same with the sense keys NO SENSE and NOT READY
using valid = base::Bits<0, 7>;
using information = base::Big<3, 4>;
using sksv = base::Bits<15, 7>;
using progress_indication = base::Big<16, 2>;
}  // namespace conformance::link::sense_fixed_progress

namespace conformance::link::sense_descriptor_header {  // response codes 72h, 73h
using sense_key = base::Bits<1, 3, 0>;
using additional_sense_code = base::Big<2, 1>;
using additional_sense_code_qualifier = base::Big<3, 1>;
}  // namespace conformance::link::sense_descriptor_header
