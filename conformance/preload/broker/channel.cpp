#include "conformance/preload/broker/channel.h"

#include <fcntl.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "conformance/preload/kernel/block.h"
#include "conformance/preload/kernel/bsg.h"
#include "conformance/preload/kernel/ioctl.h"
#include "conformance/preload/kernel/map.h"
#include "conformance/preload/kernel/sg_io.h"
#include "conformance/preload/stream.h"

namespace conformance::preload::broker {
namespace {

using kernel::Errno;

// The flags that F_SETFL can change.
constexpr int changeable_flags = O_APPEND | O_NONBLOCK | O_ASYNC | O_DIRECT | O_NOATIME;
// Those that belong to the call of open, not to the open file.
constexpr int passing_flags = O_CREAT | O_EXCL | O_NOCTTY | O_TRUNC | O_CLOEXEC;

constexpr uid_t nobody = 65534;

struct Message {
  wire::Request request;
  base::ByteBuffer bytes;
  Socket passed;
};

struct Outcome {
  std::int64_t result{};
  Errno error{};
  base::ByteBuffer head;  // of a reply in two parts
  base::ByteBuffer bytes;
  int passed_descriptor{-1};
};

Outcome failed(Errno error) { return {.result = -1, .error = error}; }

iovec part_of(const void* memory, std::size_t bytes) {
  return {.iov_base = const_cast<void*>(memory), .iov_len = bytes};
}

// The process that made the channel: every process makes its own.
ucred peer_of(int channel) {
  ucred peer{.pid = 0, .uid = nobody, .gid = nobody};
  socklen_t length = sizeof peer;
  getsockopt(channel, SOL_SOCKET, SO_PEERCRED, &peer, &length);
  return peer;
}

class Channel {
 public:
  Channel(int descriptor, OpenFiles& files)
      : descriptor_(descriptor), files_(files), peer_(peer_of(descriptor)), is_privileged_(peer_.uid == 0) {}

  void serve() {
    while (receive()) {
      if (!answer(dispatch())) return;
    }
  }

 private:
  bool receive() {
    const iovec head = part_of(&message_.request, sizeof message_.request);
    int passed = -1;
    if (!stream::receive(descriptor_, {&head, 1}, &passed)) return false;
    message_.passed = Socket(passed);
    if (message_.request.bytes > wire::largest_bytes + sizeof(wire::ScsiV4Request) + 256) return false;
    message_.bytes.resize(message_.request.bytes);
    const iovec body = part_of(message_.bytes.data(), message_.bytes.size());
    return stream::receive(descriptor_, {&body, 1});
  }

  bool answer(const Outcome& outcome) {
    const wire::Reply reply{.result = outcome.result,
                            .error = outcome.error,
                            .bytes = static_cast<std::uint32_t>(outcome.head.size() + outcome.bytes.size())};
    const std::array<iovec, 3> parts{part_of(&reply, sizeof reply), part_of(outcome.head.data(), outcome.head.size()),
                                     part_of(outcome.bytes.data(), outcome.bytes.size())};
    return stream::send(descriptor_, parts, outcome.passed_descriptor);
  }

  Outcome dispatch() {
    if (message_.request.operation == wire::Operation::open) return open();
    if (message_.request.operation == wire::Operation::closed) {
      files_.locks().forget_process(peer_.pid, wire::unpacked(static_cast<std::uint32_t>(message_.request.argument)));
      files_.settle();
      return {};
    }
    const auto file = files_.find(message_.request.file);
    return file ? on_file(*file) : failed(EBADF);
  }

  Outcome open() {
    auto number = files_.open({.node = wire::unpacked(static_cast<std::uint32_t>(message_.request.argument)),
                               .flags = static_cast<int>(message_.request.number),
                               .is_privileged = is_privileged_,
                               .socket = std::move(message_.passed)});
    if (!number) return failed(number.error());
    return {.result = static_cast<std::int64_t>(*number)};
  }

  Outcome on_file(kernel::OpenFile& file) {
    const wire::Request& request = message_.request;
    switch (request.operation) {
      case wire::Operation::ioctl:
        return control(file);
      case wire::Operation::scsi:
        return execute(file);
      case wire::Operation::scsi_v4:
        return execute_v4(file);
      case wire::Operation::map:
        return map(file);
      case wire::Operation::read:
        return read(file);
      case wire::Operation::write:
        return write(file);
      case wire::Operation::seek:
        return plain(kernel::seek(file, request.argument, static_cast<int>(request.number)));
      case wire::Operation::get_flags:
        return {.result = (file.flags & ~passing_flags) | O_LARGEFILE};
      case wire::Operation::set_flags:
        file.flags = (file.flags & ~changeable_flags) | (static_cast<int>(request.number) & changeable_flags);
        return {};
      case wire::Operation::lock_whole:
        return lock_whole(file);
      case wire::Operation::lock_record:
        return lock_record(file);
      case wire::Operation::stop_waiting:
        files_.locks().stop_waiting(place_of(file));
        return {};
      case wire::Operation::synchronize:
        return synchronize(file);
      case wire::Operation::open:
      case wire::Operation::closed:
        break;
    }
    return failed(EINVAL);
  }

  static Outcome plain(const std::expected<std::int64_t, Errno>& result) {
    return result ? Outcome{.result = *result} : failed(result.error());
  }

  Outcome control(kernel::OpenFile& file) {
    auto done = kernel::control(file, {.request = message_.request.number,
                                       .value = message_.request.argument,
                                       .bytes = message_.bytes,
                                       .is_privileged = is_privileged_});
    if (!done) return failed(done.error());
    return {.result = done->value, .bytes = std::move(done->bytes)};
  }

  // A file without places refuses them before its access mode is looked at (fs/read_write.c, ksys_pread64).
  [[nodiscard]] Errno refusal(const kernel::OpenFile& file, bool may) const {
    if (message_.request.argument >= 0 && file.driver == wire::Driver::sg) return ESPIPE;
    return may ? 0 : EBADF;
  }

  Outcome read(kernel::OpenFile& file) {
    if (const Errno error = refusal(file, (file.flags & O_ACCMODE) != O_WRONLY); error != 0) return failed(error);
    const auto size = static_cast<std::uint32_t>(std::min<std::uint64_t>(message_.request.number, wire::largest_bytes));
    auto bytes = message_.request.argument < 0
                     ? kernel::read_on(file, size)
                     : kernel::read_at(file, static_cast<std::uint64_t>(message_.request.argument), size);
    if (!bytes) return failed(bytes.error());
    return {.result = static_cast<std::int64_t>(bytes->size()), .bytes = std::move(*bytes)};
  }

  Outcome write(kernel::OpenFile& file) {
    if (const Errno error = refusal(file, file.is_writable()); error != 0) return failed(error);
    return plain(kernel::write(file, message_.bytes, message_.request.argument));
  }

  Outcome map(kernel::OpenFile& file) {
    const auto wanted = kernel::argument_as<wire::MapRequest>(message_.bytes);
    if (!wanted) return failed(wanted.error());
    const auto descriptor =
        kernel::descriptor_to_map(file, {.length = message_.request.number,
                                         .offset = static_cast<std::uint64_t>(message_.request.argument),
                                         .protection = wanted->protection,
                                         .flags = wanted->flags});
    return descriptor ? Outcome{.passed_descriptor = *descriptor} : failed(descriptor.error());
  }

  // fsync: a block device without a cache to flush has nothing to do; the others have no such function.
  static Outcome synchronize(const kernel::OpenFile& file) {
    if (file.driver != wire::Driver::sr) return failed(EINVAL);
    return file.device.drive().is_connected() ? Outcome{} : failed(EIO);
  }

  LockPlace place_of(kernel::OpenFile& file) const {
    const int access = file.flags & O_ACCMODE;
    return {.node = {.drive = files_.number_of(file.device), .driver = file.driver},
            .file = message_.request.file,
            .process = peer_.pid,
            .position = file.position,
            .size = 0,  // of the file in /dev, not of the medium
            .may_read = access != O_WRONLY,
            .may_write = access != O_RDONLY};
  }

  Outcome lock_whole(kernel::OpenFile& file) {
    const Errno error = files_.locks().lock_whole(place_of(file), static_cast<int>(message_.request.number));
    return error == 0 ? Outcome{} : failed(error);
  }

  Outcome lock_record(kernel::OpenFile& file) {
    auto lock = kernel::argument_as<struct flock>(message_.bytes);
    if (!lock) return failed(lock.error());
    const Errno error = files_.locks().lock_record(place_of(file), static_cast<int>(message_.request.number), *lock);
    if (error != 0) return failed(error);
    return {.bytes = std::move(kernel::answer_with(*lock)->bytes)};
  }

  // The bytes of a request after its fixed part: a CDB and the data.
  template <typename Fields>
  std::expected<std::pair<base::Bytes, base::Bytes>, Errno> split(Fields& fields) const {
    const base::Bytes bytes = message_.bytes;
    if (bytes.size() < sizeof fields) return std::unexpected(EINVAL);
    std::memcpy(&fields, bytes.data(), sizeof fields);
    const base::Bytes rest = bytes.subspan(sizeof fields);
    if (rest.size() < fields.sent_cdb_bytes) return std::unexpected(EINVAL);
    return std::pair(rest.first(fields.sent_cdb_bytes), rest.subspan(fields.sent_cdb_bytes));
  }

  Outcome execute(kernel::OpenFile& file) {
    wire::ScsiRequest fields;
    const auto parts = split(fields);
    if (!parts || (fields.has_cdb != 0 && fields.sent_cdb_bytes != fields.cdb_bytes)) return failed(EINVAL);
    auto done = kernel::execute(file, {.request = message_.request.number,
                                       .fields = fields,
                                       .cdb = parts->first,
                                       .data_out = parts->second,
                                       .is_privileged = is_privileged_});
    if (!done) return failed(done.error());
    return {.head = std::move(kernel::answer_with(done->reply)->bytes), .bytes = std::move(done->data_in)};
  }

  Outcome execute_v4(kernel::OpenFile& file) {
    wire::ScsiV4Request fields;
    const auto parts = split(fields);
    if (!parts) return failed(EINVAL);
    auto done = kernel::execute_v4(
        file,
        {.header = fields.header, .cdb = parts->first, .data_out = parts->second, .is_privileged = is_privileged_});
    if (!done) return failed(done.error());
    return {.head = std::move(kernel::answer_with(done->reply)->bytes), .bytes = std::move(done->data_in)};
  }

  int descriptor_;
  OpenFiles& files_;
  ucred peer_;
  bool is_privileged_;
  Message message_;
};

}  // namespace

void serve_channel(const Socket& channel, OpenFiles& files) { Channel(channel.get(), files).serve(); }

}  // namespace conformance::preload::broker
