// DVD_READ_STRUCT: READ DISC STRUCTURE in the clothes of the cdrom driver.
#pragma once

#include "conformance/preload/kernel/answer.h"
#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

// `bytes` is a dvd_struct whose type (and layer or authentication grant, where it has one) says what is wanted
// (dvd_read_struct).
Answer dvd_structure(Device& device, base::Bytes bytes);

}  // namespace conformance::preload::kernel
