// DVD_READ_STRUCT: READ DISC STRUCTURE in the clothes of the cdrom driver.
#pragma once

#include "conformance/preload/kernel/answer.h"
#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

// `bytes` is a dvd_struct whose type (and layer, where it has one) says what is wanted. Offered are the physical
// format, copyright, burst cutting area and manufacturer's structures; the disc key needs an authentication that no
// drive of ours takes part in (Decision 6) and is refused with EINVAL.
Answer dvd_structure(Device& device, base::Bytes bytes);

}  // namespace conformance::preload::kernel
