// SG_IO and CDROM_SEND_PACKET: a command of the program's own, as Linux' drivers pass it on.
#pragma once

#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::kernel {

inline constexpr auto default_sg_timeout = std::chrono::milliseconds{60'000};  // BLK_DEFAULT_SG_TIMEOUT
inline constexpr auto shortest_sg_timeout = std::chrono::milliseconds{7'000};  // BLK_MIN_SG_TIMEOUT

inline constexpr std::uint32_t mapped_flag = 4;  // SG_FLAG_MMAP_IO, which glibc's header leaves out

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

// As the file's driver does it.
std::expected<ScsiDone, Errno> execute(OpenFile& file, const ScsiCall& call);

// drivers/scsi/scsi_ioctl.c, sg_io: of sr, and of every driver that leaves a request to scsi_ioctl.
std::expected<ScsiDone, Errno> execute_as_any_device(OpenFile& file, const ScsiCall& call);

// drivers/scsi/sg.c, sg_new_write: SG_IO of sg.
std::expected<ScsiDone, Errno> execute_as_sg(OpenFile& file, const ScsiCall& call);

// The end of a command in the fields that both write alike. What is not there is zero.
[[nodiscard]] wire::ScsiReply reply_of(const scsi::Answer& answer);

}  // namespace conformance::preload::kernel
