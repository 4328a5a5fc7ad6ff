// Whether the block device may be written: only where the blocks of its medium can be written in any order.
#pragma once

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

// What each open for the disc asks (cdrom_mmc3_profile).
void learn_profile(Device& device);

// 0, or EROFS for a medium of another kind (cdrom_open_write). CDC_MRW, CDC_MRW_W and CDC_RAM are the medium's from
// then on.
Errno open_for_writing(Device& device);

// The last close of a written DVD+RW: its cache is flushed, its track and session closed (cdrom_dvd_rw_close_write).
void finish_writing(Device& device);

}  // namespace conformance::preload::kernel
