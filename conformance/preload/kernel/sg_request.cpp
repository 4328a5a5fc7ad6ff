// drivers/scsi/sg.c: sg_new_write, sg_start_req and sg_new_read, as SG_IO strings them together. All data of sg go
// through buffers of its own, so a program gets as many bytes back as it asked for, whatever came from the drive.
#include <fcntl.h>
#include <scsi/sg.h>

#include <algorithm>

#include "conformance/preload/kernel/command_filter.h"
#include "conformance/preload/kernel/command_result.h"
#include "conformance/preload/kernel/sg_io.h"

namespace conformance::preload::kernel {
namespace {

constexpr std::uint32_t shortest_cdb = 6;
constexpr std::uint32_t longest_sg_cdb = 252;               // SG_MAX_CDB_SIZE
constexpr std::uint32_t too_much = 256U << 20;              // sg_common_write
constexpr std::uint32_t largest_buffer = 128 * 32 * 1024;   // SG_GET_SG_TABLESIZE elements of SG_SCATTER_SZ bytes
constexpr std::chrono::milliseconds queue_timeout{30'000};  // SR_TIMEOUT, which a request without one gets

Errno check_mapped(const OpenFile& file, const wire::ScsiRequest& fields) {
  if ((fields.flags & mapped_flag) == 0) return 0;
  if (fields.transfer_bytes > file.reserve.size()) return ENOMEM;
  if ((fields.flags & SG_FLAG_DIRECT_IO) != 0) return EINVAL;
  return file.reserve.is_taken() ? EBUSY : 0;
}

Errno check_command(const OpenFile& file, const ScsiCall& call) {
  const wire::ScsiRequest& fields = call.fields;
  if (fields.interface_id != 'S') return ENOSYS;
  if (const Errno error = check_mapped(file, fields); error != 0) return error;
  const bool fits = fields.cdb_bytes >= shortest_cdb && fields.cdb_bytes <= longest_sg_cdb;
  if (fields.has_cdb == 0 || !fits) return EMSGSIZE;
  // Who opened for reading and writing may send everything.
  const bool is_asked = (file.flags & O_ACCMODE) != O_RDWR && !call.is_privileged;
  const Access access = file.is_writable() ? Access::writing : Access::reading;
  if (is_asked && !is_allowed(call.cdb[0], access)) return EPERM;
  if (fields.transfer_bytes >= too_much || fields.cdb_bytes > longest_cdb) return EINVAL;
  return 0;
}

bool has_transfer(const wire::ScsiRequest& fields) {
  return fields.transfer_bytes > 0 && fields.direction != SG_DXFER_NONE;
}

// blk_rq_map_user_io. Without memory the data stay in sg's buffer (rq_map_data.null_mapped), which a program may have
// mapped; a list must be one, and SG_DXFER_TO_FROM_DEV fills the buffer from the program's memory first.
std::expected<std::uint32_t, Errno> transfer_length(Device& device, const wire::ScsiRequest& fields) {
  if (fields.transfer_bytes > largest_buffer) return std::unexpected(ENOMEM);
  if (fields.list_parts > 0 && fields.list_error != 0) return std::unexpected(fields.list_error);
  if (fields.list_parts > 0 && fields.list_bytes == 0) return std::unexpected(EINVAL);
  if (fields.has_data == 0 && fields.direction == SG_DXFER_TO_FROM_DEV) return std::unexpected(EFAULT);
  const std::uint32_t length =
      fields.list_parts > 0 ? std::min(fields.transfer_bytes, fields.list_bytes) : fields.transfer_bytes;
  if (length > device.drive().largest_transfer()) return std::unexpected(EINVAL);
  return length;
}

// The memory of one transfer: the file's reserve buffer where the data fit and nobody has it, or some of its own.
class TransferBuffer {
 public:
  TransferBuffer(ReserveBuffer& reserve, std::uint32_t bytes) {
    if (bytes <= reserve.size() && reserve.take()) {
      taken_ = &reserve;
    } else {
      own_.resize(bytes);
    }
  }
  TransferBuffer(const TransferBuffer&) = delete;
  TransferBuffer& operator=(const TransferBuffer&) = delete;
  ~TransferBuffer() {
    if (taken_ != nullptr) taken_->give_back();
  }
  [[nodiscard]] bool is_reserve() const { return taken_ != nullptr; }
  [[nodiscard]] base::MutableBytes bytes() { return taken_ != nullptr ? taken_->bytes() : base::MutableBytes(own_); }

 private:
  ReserveBuffer* taken_{};
  base::ByteBuffer own_;
};

// sg_new_read: the sense data of a program that has room for them, eight bytes at least.
void put_sense(const scsi::Answer& answer, std::uint32_t room, wire::ScsiReply& reply) {
  constexpr std::uint8_t shortest = 8;
  const base::ByteBuffer sense = kept_sense(answer);
  const bool is_due = (reply.status & scsi::check_condition) != 0 || !sense.empty();
  if (room == 0 || !is_due) return;
  std::ranges::copy(sense, reply.sense.begin());
  reply.sense_bytes = sense.empty() ? shortest : static_cast<std::uint8_t>(sense.size());
  reply.driver_status = driver_sense;
}

ScsiDone run(OpenFile& file, const ScsiCall& call, base::MutableBytes memory) {
  const wire::ScsiRequest& fields = call.fields;
  const std::chrono::milliseconds asked{fields.timeout_milliseconds};
  scsi::Command command{.cdb = {call.cdb.begin(), call.cdb.end()},
                        .timeout = asked.count() > 0 ? asked : queue_timeout};
  if (!memory.empty() && fields.direction == SG_DXFER_TO_DEV) {
    command.direction = scsi::Direction::to_drive;
    command.data_out = memory;
  } else if (!memory.empty()) {
    command.direction = scsi::Direction::from_drive;
    command.room = static_cast<std::uint32_t>(memory.size());
  }
  const scsi::Answer answer = file.device.drive().execute(command);
  std::ranges::copy_n(answer.data_in.begin(),
                      static_cast<std::ptrdiff_t>(std::min(answer.data_in.size(), memory.size())), memory.begin());
  ScsiDone done{.reply = reply_of(answer)};
  put_sense(answer, fields.sense_room, done.reply);
  if (command.direction == scsi::Direction::from_drive && fields.has_data != 0) {
    done.data_in.assign(memory.begin(), memory.end());
  }
  return done;
}

}  // namespace

std::expected<ScsiDone, Errno> execute_as_sg(OpenFile& file, const ScsiCall& call) {
  if (!file.device.drive().is_connected()) return std::unexpected(ENXIO);  // sg_ioctl_common
  file.is_command_queuing = 1;                                             // since version 3 of the interface
  if (const Errno error = check_command(file, call); error != 0) return std::unexpected(error);
  if (!has_transfer(call.fields)) return run(file, call, {});
  const auto length = transfer_length(file.device, call.fields);
  if (!length) return std::unexpected(length.error());
  TransferBuffer buffer(file.reserve, call.fields.transfer_bytes);
  if (!buffer.is_reserve() && (call.fields.flags & mapped_flag) != 0) return std::unexpected(EBUSY);
  const base::MutableBytes memory = buffer.bytes().first(*length);
  std::ranges::copy_n(call.data_out.begin(), static_cast<std::ptrdiff_t>(std::min(call.data_out.size(), memory.size())),
                      memory.begin());
  return run(file, call, memory);
}

}  // namespace conformance::preload::kernel
