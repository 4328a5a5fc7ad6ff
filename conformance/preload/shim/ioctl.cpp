// ioctl on a virtual device: the memory that its third argument points to goes to the broker and comes back changed.
#include <fcntl.h>
#include <linux/cdrom.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <new>

#include "conformance/preload/shim/ioctl_shape.h"
#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace {

int fail(int error) {
  errno = error;
  return -1;
}

template <typename Value>
iovec part_of(Value& value) {
  return {.iov_base = &value, .iov_len = sizeof value};
}

// The memory of one transfer in one piece: the caller's own where it is, a copy where the caller gave a scatter list.
class Transfer {
 public:
  // False: no memory, or the list and the length do not agree (EINVAL of the kernel).
  bool gather(const sg_io_hdr_t& header) {
    length_ = header.dxfer_len;
    if (header.iovec_count == 0) {
      memory_ = header.dxferp;
      return true;
    }
    list_ = {static_cast<const sg_iovec_t*>(header.dxferp), header.iovec_count};
    std::size_t total = 0;
    for (const sg_iovec_t& part : list_) total += part.iov_len;
    // A list that is longer than the transfer is used up to its length; one that is shorter shortens the transfer.
    length_ = static_cast<std::uint32_t>(std::min<std::size_t>(length_, total));
    copy_.reset(new (std::nothrow) unsigned char[length_]);
    if (!copy_) return false;
    memory_ = copy_.get();
    if (header.dxfer_direction == SG_DXFER_TO_DEV)
      move([](void* mine, void* theirs, std::size_t n) { std::memcpy(mine, theirs, n); });
    return true;
  }
  void scatter() {
    if (copy_) move([](void* mine, void* theirs, std::size_t n) { std::memcpy(theirs, mine, n); });
  }
  [[nodiscard]] iovec part() const { return {.iov_base = memory_, .iov_len = length_}; }
  [[nodiscard]] std::uint32_t length() const { return length_; }

 private:
  template <typename Mover>
  void move(Mover mover) {
    std::size_t done = 0;
    for (const sg_iovec_t& part : list_) {
      const std::size_t count = std::min<std::size_t>(part.iov_len, length_ - done);
      mover(copy_.get() + done, part.iov_base, count);
      done += count;
    }
  }
  std::span<const sg_iovec_t> list_;
  std::unique_ptr<unsigned char[]> copy_;
  void* memory_{};
  std::uint32_t length_{};
};

struct ScsiCall {
  unsigned long request{};
  wire::ScsiRequest fields;
  unsigned char* cdb{};
  iovec data{};
};

std::optional<wire::Reply> call_scsi(Shim& shim, std::uint64_t file, ScsiCall& call, wire::ScsiReply& answer) {
  const bool writes = call.fields.direction == SG_DXFER_TO_DEV;
  const std::array<iovec, 3> out{part_of(call.fields), iovec{.iov_base = call.cdb, .iov_len = call.fields.cdb_bytes},
                                 iovec{.iov_base = call.data.iov_base, .iov_len = writes ? call.data.iov_len : 0}};
  const std::array<iovec, 2> in{part_of(answer), writes ? iovec{} : call.data};
  const wire::Request request{
      .operation = wire::Operation::scsi,
      .bytes = static_cast<std::uint32_t>(out[0].iov_len + out[1].iov_len + out[2].iov_len),
      .file = file,
      .number = call.request,
  };
  return shim.client.call(request, {.out = out, .in = in});
}

// What the kernel says of a device whose way has gone, when even the broker is no more there to say it.
constexpr std::uint16_t did_no_connect = 1;

void write_back(sg_io_hdr_t& header, const wire::ScsiReply& answer) {
  header.status = answer.status;
  header.masked_status = (answer.status >> 1) & 0x7F;
  header.msg_status = 0;
  header.host_status = answer.host_status;
  header.driver_status = answer.driver_status;
  header.resid = answer.residual;
  header.duration = answer.duration_milliseconds;
  header.info = answer.info;
  header.sb_len_wr = 0;
  if (header.sbp != nullptr) {
    header.sb_len_wr = std::min(header.mx_sb_len, answer.sense_bytes);
    std::memcpy(header.sbp, answer.sense.data(), header.sb_len_wr);
  }
}

int sg_io(Shim& shim, const OpenDrive& drive, sg_io_hdr_t* header) {
  if (header == nullptr) return fail(EFAULT);
  // The two drivers differ in how they refuse an interface that they do not know.
  if (header->interface_id != 'S') return fail(drive.node.driver == wire::Driver::sg ? ENOSYS : EINVAL);
  if (header->cmdp == nullptr || header->cmd_len < 6) return fail(EMSGSIZE);
  if (header->dxfer_len > wire::largest_bytes) return fail(drive.node.driver == wire::Driver::sg ? ENOMEM : EIO);
  if (header->dxfer_len > 0 && header->dxferp == nullptr) return fail(EINVAL);
  Transfer transfer;
  if (!transfer.gather(*header)) return fail(ENOMEM);
  ScsiCall call{.request = SG_IO,
                .fields = {.direction = header->dxfer_direction,
                           .cdb_bytes = header->cmd_len,
                           .transfer_bytes = transfer.length(),
                           .timeout_milliseconds = header->timeout,
                           .flags = header->flags,
                           .sense_room = header->mx_sb_len},
                .cdb = header->cmdp,
                .data = transfer.part()};
  wire::ScsiReply answer;
  const auto reply = call_scsi(shim, drive.file, call, answer);
  if (!reply)
    answer = {.info = SG_INFO_CHECK, .residual = static_cast<int>(transfer.length()), .host_status = did_no_connect};
  if (reply && reply->error != 0) return fail(reply->error);
  transfer.scatter();
  write_back(*header, answer);
  return 0;
}

int direction_of(unsigned char cdrom_direction) {
  switch (cdrom_direction) {
    case CGC_DATA_WRITE:
      return SG_DXFER_TO_DEV;
    case CGC_DATA_READ:
      return SG_DXFER_FROM_DEV;
    default:
      return SG_DXFER_NONE;
  }
}

int send_packet(Shim& shim, const OpenDrive& drive, cdrom_generic_command* command) {
  if (command == nullptr) return fail(EFAULT);
  if (command->data_direction > CGC_DATA_NONE) return fail(EINVAL);
  if (command->buflen > wire::largest_bytes) return fail(EIO);
  // The unit of this time-out is a hundredth of a second (USER_HZ).
  ScsiCall call{.request = CDROM_SEND_PACKET,
                .fields = {.direction = direction_of(command->data_direction),
                           .cdb_bytes = sizeof command->cmd,
                           .transfer_bytes = command->buflen,
                           .timeout_milliseconds = static_cast<std::uint32_t>(command->timeout) * 10},
                .cdb = command->cmd,
                .data = {.iov_base = command->buffer, .iov_len = command->buflen}};
  wire::ScsiReply answer;
  const auto reply = call_scsi(shim, drive.file, call, answer);
  if (!reply) return fail(EIO);
  if (reply->error != 0) return fail(reply->error);
  if (command->sense != nullptr) {
    std::memcpy(command->sense, answer.sense.data(), std::min<std::size_t>(sizeof *command->sense, answer.sense_bytes));
  }
  if (answer.status != 0) return fail(EIO);
  command->stat = 0;
  command->buflen = static_cast<unsigned>(answer.residual);
  return 0;
}

// Audio sectors go to memory that the structure points to.
int read_audio(Shim& shim, const OpenDrive& drive, cdrom_read_audio* audio) {
  if (audio == nullptr || audio->buf == nullptr) return fail(EFAULT);
  constexpr int most_frames = CD_FRAMES;  // the kernel's own bound for one call
  if (audio->nframes <= 0 || audio->nframes > most_frames) return fail(EINVAL);
  const iovec in{.iov_base = audio->buf, .iov_len = static_cast<std::size_t>(audio->nframes) * CD_FRAMESIZE_RAW};
  const iovec out = part_of(*audio);
  const auto reply = shim.client.call(
      {.operation = wire::Operation::ioctl, .bytes = sizeof *audio, .file = drive.file, .number = CDROMREADAUDIO},
      {.out = {&out, 1}, .in = {&in, 1}});
  if (!reply) return fail(EIO);
  return reply->error != 0 ? fail(reply->error) : 0;
}

int by_shape(Shim& shim, const OpenDrive& drive, unsigned long request, void* argument) {
  const IoctlShape shape = shape_of(request).value_or(IoctlShape{.request = request});
  if (shape.is_pointer && argument == nullptr) return fail(EFAULT);
  const iovec out{.iov_base = argument, .iov_len = shape.in};
  const iovec in{.iov_base = argument, .iov_len = shape.out};
  const wire::Request message{
      .operation = wire::Operation::ioctl,
      .bytes = shape.in,
      .file = drive.file,
      .number = request,
      .argument = shape.is_pointer ? 0 : static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(argument)),
  };
  const auto reply = shim.client.call(message, {.out = {&out, 1}, .in = {&in, 1}});
  if (!reply) return fail(ENXIO);
  return reply->error != 0 ? fail(reply->error) : static_cast<int>(reply->result);
}

int control(Shim& shim, const OpenDrive& drive, int descriptor, unsigned long request, void* argument) {
  switch (request) {
    case SG_IO:
      return sg_io(shim, drive, static_cast<sg_io_hdr_t*>(argument));
    case CDROM_SEND_PACKET:
      return send_packet(shim, drive, static_cast<cdrom_generic_command*>(argument));
    case CDROMREADAUDIO:
      return read_audio(shim, drive, static_cast<cdrom_read_audio*>(argument));
    case FIOCLEX:
    case FIONCLEX:
      return next::ioctl(descriptor, request, argument);
    default:
      return by_shape(shim, drive, request, argument);
  }
}

}  // namespace
}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" [[gnu::visibility("default")]] int ioctl(int descriptor, unsigned long request, ...) noexcept {
  va_list arguments;
  va_start(arguments, request);
  void* argument = va_arg(arguments, void*);
  va_end(arguments);
  if (const auto drive = shim::drive_behind(descriptor)) {
    return shim::control(*shim::started_shim(), *drive, descriptor, request, argument);
  }
  return shim::next::ioctl(descriptor, request, argument);
}
