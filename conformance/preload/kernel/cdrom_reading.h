// The cdrom driver's requests that read the disc: its table of contents, sessions, catalog number, raw and audio
// blocks, and the disc structures of DVDs.
#pragma once

#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {

Answer control_reading(OpenFile& file, const Ioctl& call);

}  // namespace conformance::preload::kernel
