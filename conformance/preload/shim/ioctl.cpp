// ioctl on a virtual device: the memory that its third argument points to goes to the broker and comes back changed.
#include <fcntl.h>
#include <linux/cdrom.h>
#include <linux/fs.h>
#include <scsi/scsi.h>
#include <scsi/scsi_ioctl.h>
#include <scsi/sg.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>

#include "conformance/preload/shim/ioctl_shape.h"
#include "conformance/preload/shim/next.h"
#include "conformance/preload/shim/scsi_call.h"
#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {
namespace {

int fail(int error) {
  errno = error;
  return -1;
}

int result_of(const std::optional<wire::Reply>& reply) {
  if (!reply) return fail(ENODEV);
  return reply->error != 0 ? fail(reply->error) : static_cast<int>(reply->result);
}

// Audio sectors go to memory that the structure points to.
int read_audio(Shim& shim, const OpenDrive& drive, cdrom_read_audio* audio) {
  if (audio == nullptr || audio->buf == nullptr) return fail(EFAULT);
  constexpr int most_frames = CD_FRAMES;  // the kernel's own bound for one call
  const int frames = std::clamp(audio->nframes, 0, most_frames);
  const iovec in{.iov_base = audio->buf, .iov_len = static_cast<std::size_t>(frames) * CD_FRAMESIZE_RAW};
  const iovec out{.iov_base = audio, .iov_len = sizeof *audio};
  return result_of(shim.client.call(
      {.operation = wire::Operation::ioctl, .bytes = sizeof *audio, .file = drive.file, .number = CDROMREADAUDIO},
      {.out = {&out, 1}, .in = {&in, 1}}));
}

// Two lengths, then the CDB and the data in one field, where the answer goes too.
struct OldCommand {
  std::uint32_t out{};
  std::uint32_t in{};
  std::array<unsigned char, 1> data{};
};

// scsi_command_size_tbl of the kernel: how long a CDB is says its group.
std::uint32_t cdb_bytes_of(unsigned char operation_code) {
  constexpr std::array<std::uint8_t, 8> of_group{6, 10, 10, 12, 16, 12, 10, 10};
  return of_group[operation_code >> 5];
}

int send_command(Shim& shim, const OpenDrive& drive, OldCommand* command) {
  if (command == nullptr) return fail(EINVAL);
  constexpr std::uint32_t largest = 4096;    // more is refused without a look at the data
  constexpr std::uint32_t sense_bytes = 16;  // that come back instead of data
  constexpr std::uint32_t lengths = offsetof(OldCommand, data);
  const bool fits = command->out <= largest && command->in <= largest;
  const std::uint32_t sent = fits ? cdb_bytes_of(command->data[0]) + command->out : 0;
  const iovec out{.iov_base = command, .iov_len = lengths + sent};
  const iovec in{.iov_base = command->data.data(), .iov_len = fits ? std::max(command->in, sense_bytes) : 0};
  return result_of(shim.client.call({.operation = wire::Operation::ioctl,
                                     .bytes = lengths + sent,
                                     .file = drive.file,
                                     .number = SCSI_IOCTL_SEND_COMMAND},
                                    {.out = {&out, 1}, .in = {&in, 1}}));
}

int by_shape(Shim& shim, const OpenDrive& drive, unsigned long request, void* argument) {
  IoctlShape shape = shape_of(request).value_or(IoctlShape{.request = request});
  if (shape.is_pointer && argument == nullptr) {
    // Without memory for its name the kernel still says whether there is a host.
    if (request != SCSI_IOCTL_PROBE_HOST) return fail(EFAULT);
    shape.in = shape.out = 0;
  }
  const iovec out{.iov_base = argument, .iov_len = shape.in};
  const iovec in{.iov_base = argument, .iov_len = shape.out};
  const wire::Request message{
      .operation = wire::Operation::ioctl,
      .bytes = shape.in,
      .file = drive.file,
      .number = request,
      .argument = shape.is_pointer ? 0 : static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(argument)),
  };
  return result_of(shim.client.call(message, {.out = {&out, 1}, .in = {&in, 1}}));
}

// The requests that the kernel answers for every file before it asks a driver (fs/ioctl.c, do_vfs_ioctl).
std::optional<int> of_any_file(int descriptor, unsigned long request, void* argument) {
  constexpr int block_bytes_of_dev = 4096;
  auto* const word = static_cast<int*>(argument);
  switch (request) {
    case FIOCLEX:
    case FIONCLEX:
      return next::ioctl(descriptor, request, argument);
    case FIONBIO: {
      if (word == nullptr) return fail(EFAULT);
      const int flags = ::fcntl(descriptor, F_GETFL);
      return ::fcntl(descriptor, F_SETFL, *word != 0 ? flags | O_NONBLOCK : flags & ~O_NONBLOCK);
    }
    case FIOQSIZE:
      return fail(ENOTTY);
    case FIGETBSZ:
      if (word == nullptr) return fail(EFAULT);
      *word = block_bytes_of_dev;
      return 0;
    default:
      return std::nullopt;
  }
}

int control(Shim& shim, const OpenDrive& drive, int descriptor, unsigned long request, void* argument) {
  if (const auto answer = of_any_file(descriptor, request, argument)) return *answer;
  const bool is_bsg = drive.node.driver == wire::Driver::bsg;
  switch (request) {
    case SG_IO:
      return is_bsg ? sg_io_v4(shim, drive, static_cast<::sg_io_v4*>(argument))
                    : sg_io(shim, drive, static_cast<sg_io_hdr_t*>(argument));
    case CDROM_SEND_PACKET:
      return is_bsg ? fail(ENOTTY) : send_packet(shim, drive, static_cast<cdrom_generic_command*>(argument));
    case CDROMREADAUDIO:
      if (drive.node.driver == wire::Driver::sr) {
        return read_audio(shim, drive, static_cast<cdrom_read_audio*>(argument));
      }
      break;
    case SCSI_IOCTL_SEND_COMMAND:
      if (!is_bsg) return send_command(shim, drive, static_cast<OldCommand*>(argument));
      break;
    default:
      break;
  }
  return by_shape(shim, drive, request, argument);
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
