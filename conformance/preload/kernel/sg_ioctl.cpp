// The requests of /dev/sg* (drivers/scsi/sg.c, sg_ioctl_common). Commands by write() and read() are not offered
// (Decision 4), so nothing ever waits in the driver's queue.
#include <fcntl.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>

#include <algorithm>
#include <array>

#include "conformance/preload/kernel/ioctl.h"
#include "conformance/preload/kernel/send_command.h"

namespace conformance::preload::kernel {
namespace {

constexpr int sg_version = 30536;
constexpr int scatter_elements = 128;  // of the host adapter; iscsi_tcp allows more, programs only ask whether it is 0
constexpr int no_packet = -1;
constexpr unsigned long get_access_count = 0x2289;  // SG_GET_ACCESS_COUNT, which glibc's header leaves out

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

Answer set_timeout(OpenFile& file, base::Bytes bytes) {
  // As many hundredths of a second as INT_MAX ticks of the kernel's clock are, of which Debian's has 250 a second.
  constexpr std::int32_t longest = 858'993'458;
  const auto hundredths = argument_as<std::int32_t>(bytes);
  if (!hundredths) return std::unexpected(hundredths.error());
  if (*hundredths < 0) return std::unexpected(EIO);
  file.sg_timeout = std::min(*hundredths, longest);
  return Done{};
}

Answer set_reserved(OpenFile& file, base::Bytes bytes) {
  const auto size = argument_as<std::int32_t>(bytes);
  if (!size || *size < 0) return std::unexpected(EINVAL);
  const std::uint32_t most = file.device.drive().largest_transfer();
  const Errno error = file.reserve.resize(std::min(static_cast<std::uint32_t>(*size), most));
  if (error != 0) return std::unexpected(error);
  return Done{};
}

Answer get_reserved(const OpenFile& file) {
  return answer_with(static_cast<std::int32_t>(std::min(file.reserve.size(), file.device.drive().largest_transfer())));
}

// A switch of the driver that nothing here depends on.
Answer ignored(base::Bytes bytes) {
  const auto value = argument_as<std::int32_t>(bytes);
  if (!value) return std::unexpected(value.error());
  return Done{};
}

Answer set_command_length(base::Bytes bytes) {
  constexpr std::int32_t longest_cdb = 252;  // SG_MAX_CDB_SIZE
  const auto length = argument_as<std::int32_t>(bytes);
  if (!length) return std::unexpected(length.error());
  if (*length > longest_cdb) return std::unexpected(ENOMEM);
  return Done{};
}

Answer set_command_queuing(OpenFile& file, base::Bytes bytes) {
  const auto value = argument_as<std::int32_t>(bytes);
  if (!value) return std::unexpected(value.error());
  file.is_command_queuing = *value != 0 ? 1 : 0;
  return Done{};
}

// The kernel keeps a char of it.
Answer set_keep_orphan(OpenFile& file, base::Bytes bytes) {
  const auto value = argument_as<std::int32_t>(bytes);
  if (!value) return std::unexpected(value.error());
  file.keeps_orphans = static_cast<std::int8_t>(*value);
  return Done{};
}

// What the driver leaves to the SCSI layer: all that it does not know, but of a file not opened for reading and writing
// only what cannot harm.
Answer left_to_others(const OpenFile& file, unsigned long request) {
  constexpr std::array harmless{
      static_cast<unsigned long>(SCSI_IOCTL_GET_IDLUN), static_cast<unsigned long>(SCSI_IOCTL_GET_BUS_NUMBER),
      static_cast<unsigned long>(SCSI_IOCTL_PROBE_HOST), static_cast<unsigned long>(SG_GET_TRANSFORM),
      static_cast<unsigned long>(SG_SCSI_RESET)};
  const bool is_harmless = std::ranges::find(harmless, request) != harmless.end();
  return std::unexpected(is_harmless || (file.flags & O_ACCMODE) == O_RDWR ? not_mine : EPERM);
}

Answer set(OpenFile& file, const Ioctl& call) {
  switch (call.request) {
    case SG_SET_TIMEOUT:
      return set_timeout(file, call.bytes);
    case SG_SET_FORCE_LOW_DMA:
      return Done{};  // the driver does not even look at the value
    case SG_NEXT_CMD_LEN:
      return set_command_length(call.bytes);
    case SG_SET_DEBUG:
    case SG_SET_FORCE_PACK_ID:
      return ignored(call.bytes);
    case SG_SET_RESERVED_SIZE:
      return set_reserved(file, call.bytes);
    case SG_SET_COMMAND_Q:
      return set_command_queuing(file, call.bytes);
    case SG_SET_KEEP_ORPHAN:
      return set_keep_orphan(file, call.bytes);
    case SCSI_IOCTL_SEND_COMMAND:
      return send_command(file, call);
    default:
      return left_to_others(file, call.request);
  }
}

}  // namespace

Answer control_sg(OpenFile& file, const Ioctl& call) {
  switch (call.request) {
    case SG_GET_TIMEOUT:
      return Done{.value = file.sg_timeout};
    case SG_GET_LOW_DMA:
    case SG_GET_NUM_WAITING:
      return answer_with(std::int32_t{0});
    case SG_GET_SCSI_ID:
      return scsi_id(file);
    case SG_GET_PACK_ID:
      return answer_with(no_packet);
    case SG_GET_SG_TABLESIZE:
      return answer_with(scatter_elements);
    case SG_GET_RESERVED_SIZE:
      return get_reserved(file);
    case SG_GET_COMMAND_Q:
      return answer_with(file.is_command_queuing.load());
    case SG_GET_KEEP_ORPHAN:
      return answer_with(std::int32_t{file.keeps_orphans});
    case SG_GET_VERSION_NUM:
      return answer_with(sg_version);
    case get_access_count:
      return answer_with(std::int32_t{1});
    case SG_GET_REQUEST_TABLE:
      return answer_with(std::array<sg_req_info, SG_MAX_QUEUE>{});
    case SG_EMULATED_HOST:
      return answer_with(std::int32_t{0});  // an iSCSI host adapter is a real SCSI host
    case BLKSECTGET:
      return answer_with(static_cast<std::int32_t>(file.device.drive().largest_transfer()));
    default:
      return set(file, call);
  }
}

}  // namespace conformance::preload::kernel
