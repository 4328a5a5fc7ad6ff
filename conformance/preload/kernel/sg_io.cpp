#include "conformance/preload/kernel/sg_io.h"

#include <fcntl.h>
#include <scsi/sg.h>

#include <algorithm>

#include "conformance/preload/kernel/command_filter.h"
#include "conformance/preload/kernel/command_result.h"

namespace conformance::preload::kernel {
namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t shortest_cdb = 6;

std::expected<scsi::Direction, Errno> direction_of(const wire::ScsiRequest& fields) {
  if (fields.transfer_bytes == 0) return scsi::Direction::none;  // then nobody looks at what the caller said
  switch (fields.direction) {
    case SG_DXFER_TO_DEV:
      return scsi::Direction::to_drive;
    case SG_DXFER_FROM_DEV:
    case SG_DXFER_TO_FROM_DEV:
      return scsi::Direction::from_drive;
    default:
      return std::unexpected(EINVAL);
  }
}

// scsi_fill_sghdr_rq.
Errno check_command(const OpenFile& file, const ScsiCall& call) {
  if (call.fields.cdb_bytes > longest_cdb) return EINVAL;
  if (call.fields.cdb_bytes < shortest_cdb) return EMSGSIZE;
  if (call.fields.has_cdb == 0) return EFAULT;
  const Access access = file.is_writable() ? Access::writing : Access::reading;
  return call.is_privileged || is_allowed(call.cdb[0], access) ? 0 : EPERM;
}

// blk_rq_map_user_io: the shorter of the list and the transfer wins.
std::expected<std::uint32_t, Errno> transfer_length(const wire::ScsiRequest& fields) {
  if (fields.transfer_bytes == 0) return 0;
  if (fields.list_parts == 0) {
    if (fields.has_data == 0) return std::unexpected(EFAULT);
    return fields.transfer_bytes;
  }
  if (fields.list_error != 0) return std::unexpected(fields.list_error);
  if (fields.list_bytes == 0) return std::unexpected(EINVAL);
  return std::min(fields.transfer_bytes, fields.list_bytes);
}

milliseconds timeout_of(const Device& device, std::uint32_t asked_milliseconds) {
  const milliseconds asked{asked_milliseconds};
  // The drive's own value counts in hundredths of a second.
  const milliseconds own{std::int64_t{device.sg_timeout} * 10};
  const milliseconds chosen = asked.count() > 0 ? asked : own;
  return std::max(chosen.count() > 0 ? chosen : default_sg_timeout, shortest_sg_timeout);
}

}  // namespace

bool OpenFile::is_writable() const { return (flags & O_ACCMODE) != O_RDONLY; }

wire::ScsiReply reply_of(const scsi::Answer& answer) {
  wire::ScsiReply reply{.duration_milliseconds = milliseconds_of(answer),
                        .info = is_abnormal(answer) ? unsigned{SG_INFO_CHECK} : unsigned{SG_INFO_OK},
                        .residual = static_cast<std::int32_t>(answer.residual),
                        .host_status = static_cast<std::uint16_t>(answer.host)};
  if (answer.host == scsi::HostStatus::ok) reply.status = answer.status;
  return reply;
}

std::expected<ScsiDone, Errno> execute_as_any_device(OpenFile& file, const ScsiCall& call) {
  if (call.fields.interface_id != 'S') return std::unexpected(EINVAL);
  if (call.fields.transfer_bytes > file.device.drive().largest_transfer()) return std::unexpected(EIO);
  const auto direction = direction_of(call.fields);
  if (!direction) return std::unexpected(direction.error());
  if (const Errno error = check_command(file, call); error != 0) return std::unexpected(error);
  const auto length = transfer_length(call.fields);
  if (!length) return std::unexpected(length.error());
  scsi::Command command{.cdb = {call.cdb.begin(), call.cdb.end()},
                        .direction = *direction,
                        .data_out = call.data_out,
                        .timeout = timeout_of(file.device, call.fields.timeout_milliseconds)};
  if (*direction == scsi::Direction::from_drive) command.room = *length;
  scsi::Answer answer = file.device.drive().execute(command);
  ScsiDone done{.reply = reply_of(answer)};
  if (done.reply.status == scsi::check_condition) done.reply.driver_status = driver_sense;
  const base::ByteBuffer sense = kept_sense(answer);
  std::ranges::copy(sense, done.reply.sense.begin());
  done.reply.sense_bytes = static_cast<std::uint8_t>(sense.size());
  if (answer.host == scsi::HostStatus::ok) done.data_in = std::move(answer.data_in);
  return done;
}

std::expected<ScsiDone, Errno> execute(OpenFile& file, const ScsiCall& call) {
  const bool is_connected = file.device.drive().is_connected();
  switch (file.driver) {
    case wire::Driver::sr:
      if (!is_connected) return std::unexpected(ENODEV);  // sr_block_ioctl
      return execute_as_any_device(file, call);
    case wire::Driver::sg:
      if (call.request == SG_IO) return execute_as_sg(file, call);
      if ((file.flags & O_ACCMODE) != O_RDWR) return std::unexpected(EPERM);  // sg_ioctl_common
      if (!is_connected) return std::unexpected(ENODEV);
      return execute_as_any_device(file, call);
    case wire::Driver::bsg:
      break;
  }
  return std::unexpected(call.request == SG_IO ? EINVAL : ENOTTY);  // bsg takes version 4 alone
}

}  // namespace conformance::preload::kernel
