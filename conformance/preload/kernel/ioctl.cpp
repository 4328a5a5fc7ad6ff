#include "conformance/preload/kernel/ioctl.h"

#include <linux/cdrom.h>

#include "conformance/preload/kernel/bsg.h"

namespace conformance::preload::kernel {
namespace {

// blkdev_ioctl, then sr_block_ioctl. The cdrom driver never sees the two requests that move the tray, and what it
// cannot do (ENOSYS) the SCSI layer is asked.
Answer control_sr(OpenFile& file, const Ioctl& call) {
  if (Answer answer = control_block(file, call); !is_error(answer, not_mine)) return answer;
  if (!file.device.drive().is_connected()) return std::unexpected(ENODEV);
  if (call.request != CDROMEJECT && call.request != CDROMCLOSETRAY) {
    if (Answer answer = control_cdrom(file, call); !is_error(answer, ENOSYS)) return answer;
  }
  return control_scsi(file, call);
}

Answer control_char(OpenFile& file, const Ioctl& call) {
  if (Answer answer = control_sg(file, call); !is_error(answer, not_mine)) return answer;
  if (!file.device.drive().is_connected()) return std::unexpected(ENODEV);
  return control_scsi(file, call);
}

}  // namespace

Answer control(OpenFile& file, const Ioctl& call) {
  switch (file.driver) {
    case wire::Driver::sr:
      return control_sr(file, call);
    case wire::Driver::sg:
      return control_char(file, call);
    case wire::Driver::bsg:
      return control_bsg(file, call);
  }
  return std::unexpected(ENOTTY);
}

}  // namespace conformance::preload::kernel
