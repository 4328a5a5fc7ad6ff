// /dev/bsg/*: commands with structures of version 4 (block/bsg.c and drivers/scsi/scsi_bsg.c).
#pragma once

#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {

struct ScsiV4Call {
  sg_io_v4 header{};
  base::Bytes cdb;
  base::Bytes data_out;
  bool is_privileged{};
};
struct ScsiV4Done {
  wire::ScsiV4Reply reply;
  base::ByteBuffer data_in;
};

// SG_IO. Only the one kind of transfer that the structure's two lengths name happens; the duration is not told.
std::expected<ScsiV4Done, Errno> execute_v4(OpenFile& file, const ScsiV4Call& call);

// Every other request.
Answer control_bsg(OpenFile& file, const Ioctl& call);

// lseek, which has a position to move and nothing behind it (default_llseek).
std::expected<std::int64_t, Errno> seek_bsg(OpenFile& file, std::int64_t offset, int whence);

}  // namespace conformance::preload::kernel
