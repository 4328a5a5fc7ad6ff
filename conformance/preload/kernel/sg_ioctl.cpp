// The requests of /dev/sg* (drivers/scsi/sg.c, sg_ioctl). Commands by write() and read() are not offered (Decision 4),
// so nothing ever waits in the driver's queue.
#include <fcntl.h>
#include <linux/fs.h>
#include <scsi/sg.h>

#include <algorithm>
#include <array>

#include "conformance/preload/kernel/ioctl.h"

namespace conformance::preload::kernel {
namespace {

constexpr int sg_version = 30536;
constexpr int scatter_elements = 128;  // of the host adapter; iscsi_tcp allows more, programs only ask whether it is 0
constexpr int no_packet = -1;

Answer scsi_id(const OpenFile& file) {
  const Address address = file.device.address();
  const sg_scsi_id id{.host_no = static_cast<int>(address.host),
                      .channel = static_cast<int>(address.channel),
                      .scsi_id = static_cast<int>(address.id),
                      .lun = static_cast<int>(address.lun),
                      .scsi_type = file.device.identity().type,
                      .h_cmd_per_lun = 1,
                      .d_queue_depth = 1,
                      .unused = {}};
  return answer_with(id);
}

// Sets a switch of the open file.
Answer set(std::atomic<std::int32_t>& place, base::Bytes bytes) {
  const auto value = argument_as<std::int32_t>(bytes);
  if (!value) return std::unexpected(value.error());
  place = *value;
  return Done{};
}

Answer set_timeout(OpenFile& file, base::Bytes bytes) {
  const auto hundredths = argument_as<std::int32_t>(bytes);
  if (!hundredths) return std::unexpected(hundredths.error());
  if (*hundredths < 0) return std::unexpected(EIO);
  file.sg_timeout = *hundredths;
  return Done{};
}

Answer set_reserved(OpenFile& file, base::Bytes bytes) {
  const auto size = argument_as<std::int32_t>(bytes);
  if (!size || *size < 0) return std::unexpected(EINVAL);
  file.reserved_bytes = std::min(*size, static_cast<std::int32_t>(file.device.drive().largest_transfer()));
  return Done{};
}

Answer ignored(base::Bytes bytes) {
  const auto value = argument_as<std::int32_t>(bytes);
  if (!value) return std::unexpected(value.error());
  return Done{};
}

}  // namespace

Answer control_sg(OpenFile& file, const Ioctl& call) {
  switch (call.request) {
    case SG_SET_TIMEOUT:
      return set_timeout(file, call.bytes);
    case SG_GET_TIMEOUT:
      return Done{.value = file.sg_timeout};
    case SG_SET_FORCE_LOW_DMA:
    case SG_NEXT_CMD_LEN:
    case SG_SET_DEBUG:
      return ignored(call.bytes);
    case SG_GET_LOW_DMA:
    case SG_GET_NUM_WAITING:
      return answer_with(std::int32_t{0});
    case SG_GET_SCSI_ID:
      return scsi_id(file);
    case SG_SET_FORCE_PACK_ID:
      return set(file.is_pack_id_forced, call.bytes);
    case SG_GET_PACK_ID:
      return answer_with(no_packet);
    case SG_GET_SG_TABLESIZE:
      return answer_with(scatter_elements);
    case SG_SET_RESERVED_SIZE:
      return set_reserved(file, call.bytes);
    case SG_GET_RESERVED_SIZE:
      return answer_with(file.reserved_bytes.load());
    case SG_SET_COMMAND_Q:
      return set(file.is_command_queuing, call.bytes);
    case SG_GET_COMMAND_Q:
      return answer_with(std::int32_t{file.is_command_queuing != 0 ? 1 : 0});
    case SG_SET_KEEP_ORPHAN:
      return set(file.keeps_orphans, call.bytes);
    case SG_GET_KEEP_ORPHAN:
      return answer_with(file.keeps_orphans.load());
    case SG_GET_VERSION_NUM:
      return answer_with(sg_version);
    case SG_GET_REQUEST_TABLE:
      return answer_with(std::array<sg_req_info, SG_MAX_QUEUE>{});
    case SG_EMULATED_HOST:
      return answer_with(std::int32_t{0});  // an iSCSI host adapter is a real SCSI host
    case BLKSECTGET:
      return answer_with(static_cast<std::int32_t>(file.device.drive().largest_transfer()));
    default:
      return std::unexpected(ENOTTY);
  }
}

}  // namespace conformance::preload::kernel
