#include "conformance/preload/kernel/sg_io.h"

#include <fcntl.h>
#include <scsi/sg.h>

#include <algorithm>

#include "conformance/preload/kernel/command_filter.h"

namespace conformance::preload::kernel {
namespace {

using std::chrono::milliseconds;

constexpr int unknown_direction = -5;                   // SG_DXFER_UNKNOWN, which glibc's header leaves out
constexpr std::uint16_t driver_sense = 8;               // the only value that today's kernels still give
constexpr std::size_t sense_buffer_bytes = 96;          // SCSI_SENSE_BUFFERSIZE
constexpr std::size_t sr_cdb_bytes = 32;                // of struct scsi_cmnd
constexpr auto default_timeout = milliseconds{60'000};  // BLK_DEFAULT_SG_TIMEOUT
constexpr auto shortest_timeout = milliseconds{7'000};  // BLK_MIN_SG_TIMEOUT

bool is_sr(const OpenFile& file) { return file.driver == wire::Driver::sr; }

// sr takes only the directions that it knows, and only where there is something to transfer; sg takes all.
std::expected<scsi::Direction, Errno> direction_of(const OpenFile& file, const wire::ScsiRequest& fields) {
  if (fields.transfer_bytes == 0) return scsi::Direction::none;
  switch (fields.direction) {
    case SG_DXFER_TO_DEV:
      return scsi::Direction::to_drive;
    case SG_DXFER_FROM_DEV:
    case SG_DXFER_TO_FROM_DEV:
      return scsi::Direction::from_drive;
    case SG_DXFER_NONE:
    case unknown_direction:
      if (!is_sr(file)) return scsi::Direction::none;
      [[fallthrough]];
    default:
      return std::unexpected(EINVAL);
  }
}

std::expected<void, Errno> check(const OpenFile& file, const ScsiCall& call) {
  if (call.fields.transfer_bytes > file.device.drive().largest_transfer()) {
    return std::unexpected(is_sr(file) ? EIO : ENOMEM);
  }
  if (is_sr(file) && call.fields.cdb_bytes > sr_cdb_bytes) return std::unexpected(EINVAL);
  if (call.fields.cdb_bytes < 6) return std::unexpected(EMSGSIZE);
  const Access access = file.is_writable() ? Access::writing : Access::reading;
  // sg asks only of those who did not open for reading and writing.
  const bool is_asked = is_sr(file) || (file.flags & O_ACCMODE) != O_RDWR;
  if (is_asked && !call.is_privileged && !is_allowed(call.cdb[0], access)) return std::unexpected(EPERM);
  return {};
}

milliseconds timeout_of(const OpenFile& file, const ScsiCall& call) {
  const milliseconds asked{call.fields.timeout_milliseconds};
  if (!is_sr(file)) return asked;
  // The drive's own value counts in hundredths of a second.
  const milliseconds own{static_cast<std::int64_t>(file.device.sg_timeout) * 10};
  const milliseconds chosen = asked.count() > 0 ? asked : own;
  return std::max(chosen.count() > 0 ? chosen : default_timeout, shortest_timeout);
}

void put_sense(const base::ByteBuffer& sense, wire::ScsiReply& reply) {
  constexpr std::size_t length_byte = 7;  // SPC-4, Fixed format sense data: ADDITIONAL SENSE LENGTH
  if (sense.size() <= length_byte) return;
  const std::size_t length = std::min<std::size_t>(length_byte + 1 + sense[length_byte], sense_buffer_bytes);
  std::copy_n(sense.begin(), std::min(sense.size(), length), reply.sense.begin());
  reply.sense_bytes = static_cast<std::uint8_t>(length);
}

ScsiDone finish(scsi::Answer answer) {
  ScsiDone done;
  wire::ScsiReply& reply = done.reply;
  reply.host_status = static_cast<std::uint16_t>(answer.host);
  reply.duration_milliseconds = static_cast<std::uint32_t>(answer.duration / milliseconds{1});
  reply.residual = static_cast<std::int32_t>(answer.residual);
  if (answer.host == scsi::HostStatus::ok) {
    reply.status = answer.status;
    if (answer.status == scsi::check_condition) reply.driver_status = driver_sense;
    put_sense(answer.sense, reply);
    done.data_in = std::move(answer.data_in);
  }
  const bool is_abnormal = reply.status != 0 || reply.host_status != 0 || reply.driver_status != 0;
  reply.info = is_abnormal ? SG_INFO_CHECK : SG_INFO_OK;
  return done;
}

}  // namespace

bool OpenFile::is_writable() const { return (flags & O_ACCMODE) != O_RDONLY; }

std::expected<ScsiDone, Errno> execute(OpenFile& file, const ScsiCall& call) {
  const auto direction = direction_of(file, call.fields);
  if (!direction) return std::unexpected(direction.error());
  if (const auto passed = check(file, call); !passed) return std::unexpected(passed.error());
  scsi::Command command{.cdb = {call.cdb.begin(), call.cdb.end()},
                        .direction = *direction,
                        .data_out = call.data_out,
                        .timeout = timeout_of(file, call)};
  if (*direction == scsi::Direction::from_drive) command.room = call.fields.transfer_bytes;
  return finish(file.device.drive().execute(command));
}

}  // namespace conformance::preload::kernel
