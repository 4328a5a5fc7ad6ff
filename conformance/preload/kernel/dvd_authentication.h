// DVD_AUTH: REPORT KEY and SEND KEY in the clothes of the cdrom driver. No key is made here; the drive answers or
// refuses.
#pragma once

#include "conformance/preload/kernel/answer.h"
#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

// `bytes` is a dvd_authinfo whose type says what is wanted (dvd_do_auth). `not_mine` of an unknown type.
Answer dvd_authentication(Device& device, base::Bytes bytes);

}  // namespace conformance::preload::kernel
