// SG_IO and CDROM_SEND_PACKET: a command of the program's own, as Linux' drivers pass it on.
#pragma once

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

struct ScsiCall {
  unsigned long request{};  // SG_IO or CDROM_SEND_PACKET
  wire::ScsiRequest fields;
  base::Bytes cdb;
  base::Bytes data_out;
  bool is_privileged{};  // the caller may send any command (CAP_SYS_RAWIO)
};
struct ScsiDone {
  wire::ScsiReply reply;
  base::ByteBuffer data_in;
};

std::expected<ScsiDone, Errno> execute(OpenFile& file, const ScsiCall& call);

}  // namespace conformance::preload::kernel
