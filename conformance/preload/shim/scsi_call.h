// The requests that carry a command of the program's own. Each as ioctl: 0 or -1 with errno.
#pragma once

#include <linux/bsg.h>
#include <linux/cdrom.h>
#include <scsi/sg.h>

#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {

int sg_io(Shim& shim, const OpenDrive& drive, sg_io_hdr_t* header);
int sg_io_v4(Shim& shim, const OpenDrive& drive, ::sg_io_v4* header);
int send_packet(Shim& shim, const OpenDrive& drive, cdrom_generic_command* command);

}  // namespace conformance::preload::shim
