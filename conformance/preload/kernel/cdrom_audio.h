// The cdrom driver's requests of audio CDs: playing, where the head is, volume. The commands are the drive's to refuse.
#pragma once

#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {

// `not_mine` of every other request.
Answer control_audio(OpenFile& file, const Ioctl& call);

}  // namespace conformance::preload::kernel
