// ioctl as the drivers of the three device files answer it. The parts are asked in the order in which Linux asks.
#pragma once

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

struct Ioctl {
  unsigned long request{};
  std::int64_t value{};  // the third argument where it is no pointer
  base::Bytes bytes;     // what it points to
  bool is_privileged{};
};

// The whole answer of a device file.
Answer control(OpenFile& file, const Ioctl& call);

// Its parts. The first two say `not_mine`, the cdrom driver ENOSYS, of a request that they leave to the next.
Answer control_block(OpenFile& file, const Ioctl& call);  // BLK...
Answer control_sg(OpenFile& file, const Ioctl& call);     // SG_... of the sg driver
Answer control_cdrom(OpenFile& file, const Ioctl& call);  // CDROM... and DVD_...
Answer control_scsi(OpenFile& file, const Ioctl& call);   // SCSI_IOCTL_... and the SG_... that every SCSI device has

}  // namespace conformance::preload::kernel
