#include "conformance/preload/kernel/bsg.h"

#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>
#include <unistd.h>

#include <algorithm>

#include "conformance/preload/kernel/command_filter.h"
#include "conformance/preload/kernel/command_result.h"
#include "conformance/preload/kernel/sg_io.h"

namespace conformance::preload::kernel {
namespace {

using std::chrono::milliseconds;

constexpr std::int32_t interface_version = 30527;

bool writes(const sg_io_v4& header) { return header.dout_xfer_len > 0; }

// In the order of bsg_sg_io and scsi_bsg_sg_io_fn; the lists of parts are not looked at.
Errno check(const OpenFile& file, const ScsiV4Call& call) {
  const sg_io_v4& header = call.header;
  if (header.guard != 'Q') return EINVAL;
  if (header.protocol != BSG_PROTOCOL_SCSI || header.subprotocol != BSG_SUB_PROTOCOL_SCSI_CMD) return EINVAL;
  if (header.dout_xfer_len > 0 && header.din_xfer_len > 0) return EOPNOTSUPP;
  if (header.request_len > longest_cdb) return EINVAL;
  if (header.request_len > 0 && header.request == 0) return EFAULT;
  const Access access = file.is_writable() ? Access::writing : Access::reading;
  const std::uint8_t operation_code = call.cdb.empty() ? 0 : call.cdb.front();
  if (!call.is_privileged && !is_allowed(operation_code, access)) return EPERM;
  const std::uint32_t length = writes(header) ? header.dout_xfer_len : header.din_xfer_len;
  if (length > 0 && (writes(header) ? header.dout_xferp : header.din_xferp) == 0) return EFAULT;
  return length > file.device.drive().largest_transfer() ? EINVAL : 0;
}

milliseconds timeout_of(const Device& device, const sg_io_v4& header) {
  milliseconds timeout{header.timeout};
  if (timeout.count() == 0) timeout = milliseconds{std::int64_t{device.bsg_timeout} * 10};
  if (timeout.count() == 0) timeout = default_sg_timeout;
  return std::max(timeout, shortest_sg_timeout);
}

scsi::Command command_of(const OpenFile& file, const ScsiV4Call& call) {
  constexpr std::size_t shortest_cdb = 6;
  scsi::Command command{.cdb = {call.cdb.begin(), call.cdb.end()}, .timeout = timeout_of(file.device, call.header)};
  // The kernel's CDB begins as zeros; a program that gives none asks whether the unit is ready.
  command.cdb.resize(std::max(command.cdb.size(), shortest_cdb));
  if (writes(call.header)) {
    command.direction = scsi::Direction::to_drive;
    command.data_out = call.data_out;
  } else if (call.header.din_xfer_len > 0) {
    command.direction = scsi::Direction::from_drive;
    command.room = call.header.din_xfer_len;
  }
  return command;
}

void fill(const scsi::Answer& answer, wire::ScsiV4Reply& reply) {
  sg_io_v4& header = reply.header;
  header.transport_status = static_cast<std::uint32_t>(answer.host);
  header.device_status = answer.host == scsi::HostStatus::ok ? answer.status : scsi::good;
  header.driver_status = header.device_status == scsi::check_condition ? driver_sense : 0;
  header.info = is_abnormal(answer) ? SG_INFO_CHECK : SG_INFO_OK;
  header.response_len = 0;
  const base::ByteBuffer sense = kept_sense(answer);
  if (header.response != 0) {
    header.response_len = std::min(header.max_response_len, static_cast<std::uint32_t>(sense.size()));
    std::ranges::copy(sense, reply.sense.begin());
  }
  (writes(header) ? header.dout_resid : header.din_resid) = static_cast<std::int32_t>(answer.residual);
}

}  // namespace

std::expected<ScsiV4Done, Errno> execute_v4(OpenFile& file, const ScsiV4Call& call) {
  if (const Errno error = check(file, call); error != 0) return std::unexpected(error);
  scsi::Answer answer = file.device.drive().execute(command_of(file, call));
  ScsiV4Done done{.reply = {.header = call.header}};
  fill(answer, done.reply);
  if (answer.host == scsi::HostStatus::ok) done.data_in = std::move(answer.data_in);
  return done;
}

Answer control_bsg(OpenFile& file, const Ioctl& call) {
  Device& device = file.device;
  const auto largest = static_cast<std::int32_t>(device.drive().largest_transfer());
  switch (call.request) {
    case SG_GET_COMMAND_Q:
      return answer_with(device.bsg_queue.load());
    case SG_SET_COMMAND_Q: {
      const auto most = argument_as<std::int32_t>(call.bytes);
      if (!most || *most < 1) return std::unexpected(EINVAL);
      device.bsg_queue = *most;
      return Done{};
    }
    case SG_GET_VERSION_NUM:
      return answer_with(interface_version);
    case SCSI_IOCTL_GET_IDLUN:
    case SCSI_IOCTL_GET_BUS_NUMBER:
      return answer_with(std::int32_t{0});
    case SG_SET_TIMEOUT: {
      const auto hundredths = argument_as<std::int32_t>(call.bytes);
      if (!hundredths) return std::unexpected(hundredths.error());
      device.bsg_timeout = *hundredths;
      return Done{};
    }
    case SG_GET_TIMEOUT:
      return Done{.value = device.bsg_timeout};
    case SG_GET_RESERVED_SIZE:
      return answer_with(std::min(device.bsg_reserved_bytes.load(), largest));
    case SG_SET_RESERVED_SIZE: {
      const auto size = argument_as<std::int32_t>(call.bytes);
      if (!size || *size < 0) return std::unexpected(EINVAL);
      device.bsg_reserved_bytes = std::min(*size, largest);
      return Done{};
    }
    case SG_EMULATED_HOST:
      return answer_with(std::int32_t{1});
    case SCSI_IOCTL_SEND_COMMAND:
      return std::unexpected(EINVAL);
    default:
      return std::unexpected(ENOTTY);
  }
}

std::expected<std::int64_t, Errno> seek_bsg(OpenFile& file, std::int64_t offset, int whence) {
  if (whence == SEEK_DATA || whence == SEEK_HOLE) return std::unexpected(offset >= 0 ? ENXIO : EINVAL);
  if (whence == SEEK_CUR) offset += file.position;
  if (whence != SEEK_SET && whence != SEEK_CUR && whence != SEEK_END) return std::unexpected(EINVAL);
  if (offset < 0) return std::unexpected(EINVAL);
  file.position = offset;
  return offset;
}

}  // namespace conformance::preload::kernel
