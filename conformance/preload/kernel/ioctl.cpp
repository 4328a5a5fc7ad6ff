#include "conformance/preload/kernel/ioctl.h"

#include <linux/cdrom.h>

namespace conformance::preload::kernel {
namespace {

bool is_unknown(const Answer& answer) { return !answer && answer.error() == ENOTTY; }

// What scsi_ioctl says at its end to a request that nobody knew.
Answer refused(const Answer& answer) { return is_unknown(answer) ? std::unexpected(EINVAL) : answer; }

Answer control_sr(OpenFile& file, const Ioctl& call) {
  if (Answer answer = control_block(file, call); !is_unknown(answer)) return answer;
  if (Answer answer = control_cdrom(file, call); !is_unknown(answer)) return answer;
  return refused(control_scsi(file, call));
}

Answer control_char(OpenFile& file, const Ioctl& call) {
  if (Answer answer = control_sg(file, call); !is_unknown(answer)) return answer;
  return refused(control_scsi(file, call));
}

}  // namespace

Answer control(OpenFile& file, const Ioctl& call) {
  return file.driver == wire::Driver::sr ? control_sr(file, call) : control_char(file, call);
}

}  // namespace conformance::preload::kernel
