// The cdrom driver's requests that read the disc: its table of contents, sessions, catalog number, raw and audio
// blocks, and the structures and keys of DVDs.
#pragma once

#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {

// `not_mine` of every other request.
Answer control_reading(OpenFile& file, const Ioctl& call);

}  // namespace conformance::preload::kernel
