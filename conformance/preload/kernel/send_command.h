// SCSI_IOCTL_SEND_COMMAND: the oldest way to send a command (drivers/scsi/scsi_ioctl.c, sg_scsi_ioctl).
#pragma once

#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {

// `call.bytes` are the structure's two lengths, the CDB as long as its operation code says, and the data that go out.
// The value is the SCSI status; the bytes that come back are the data, or the first 16 of the sense data.
Answer send_command(OpenFile& file, const Ioctl& call);

// How long a CDB is by its group (scsi_command_size_tbl).
[[nodiscard]] std::size_t cdb_bytes_of(std::uint8_t operation_code);

}  // namespace conformance::preload::kernel
