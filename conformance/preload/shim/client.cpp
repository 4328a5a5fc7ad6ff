#include "conformance/preload/shim/client.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "conformance/preload/shim/next.h"
#include "conformance/preload/stream.h"

namespace conformance::preload::shim {
namespace {

// The program's own close, dup and fcntl are our hooks, so the shim speaks to the kernel directly.
void close_descriptor(int descriptor) { next::system(SYS_close, descriptor); }

// Above the numbers that programs count on getting (select's 1024 is the customary limit, so below it when need be).
constexpr int first_number = 800;

int moved_up(int descriptor) {
  const auto moved = static_cast<int>(next::system(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, first_number));
  if (moved < 0) return descriptor;
  close_descriptor(descriptor);
  return moved;
}

// No cancellation while a call is under way: its channel would be left in the middle of a message.
class WithoutCancellation {
 public:
  WithoutCancellation() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
  WithoutCancellation(const WithoutCancellation&) = delete;
  WithoutCancellation& operator=(const WithoutCancellation&) = delete;
  ~WithoutCancellation() { pthread_setcancelstate(before_, nullptr); }

 private:
  int before_{};
};

template <typename Value>
iovec part_of(Value& value) {
  return {.iov_base = const_cast<std::remove_const_t<Value>*>(&value), .iov_len = sizeof value};
}

// `bytes` of a reply into the room that the caller has; a reply is never longer, since the broker knows the room.
bool receive_bytes(int channel, std::span<const iovec> room, std::size_t bytes) {
  std::array<iovec, stream::most_parts> parts{};
  std::size_t used = 0;
  for (const iovec& part : room) {
    if (bytes == 0 || used == parts.size()) break;
    parts[used] = {.iov_base = part.iov_base, .iov_len = bytes < part.iov_len ? bytes : part.iov_len};
    bytes -= parts[used++].iov_len;
  }
  return bytes == 0 && stream::receive(channel, {parts.data(), used});
}

}  // namespace

int Client::make_channel() {
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair.data()) != 0) return none;
  const wire::Greeting greeting{.version = wire::version};
  const iovec part = part_of(greeting);
  const bool sent = stream::send(rendezvous_, {&part, 1}, pair[1]);
  close_descriptor(pair[1]);
  const int kept = moved_up(pair[0]);
  if (!sent) {
    close_descriptor(kept);
    return none;
  }
  if (kept < static_cast<int>(owned_.size()))
    owned_[static_cast<std::size_t>(kept)].store(true, std::memory_order_relaxed);
  return kept;
}

Client::Channel Client::take() {
  if (getpid() != owner_.load(std::memory_order_relaxed)) return {.descriptor = make_channel(), .is_kept = false};
  for (auto& place : idle_) {
    const int kept = place.exchange(0, std::memory_order_acq_rel);
    if (kept != 0) return {.descriptor = kept - 1, .is_kept = true};
  }
  return {.descriptor = make_channel(), .is_kept = true};
}

void Client::put_back(Channel channel) {
  if (channel.is_kept) {
    for (auto& place : idle_) {
      int empty = 0;
      if (place.compare_exchange_strong(empty, channel.descriptor + 1, std::memory_order_acq_rel)) return;
    }
  }
  if (channel.descriptor >= 0 && channel.descriptor < static_cast<int>(owned_.size())) {
    owned_[static_cast<std::size_t>(channel.descriptor)].store(false, std::memory_order_relaxed);
  }
  close_descriptor(channel.descriptor);
}

std::optional<wire::Reply> Client::call(const wire::Request& request, const Parts& parts) {
  const WithoutCancellation whole;
  const int saved = errno;
  Channel channel = take();
  if (channel.descriptor == none) return std::nullopt;
  std::array<iovec, stream::most_parts> out{part_of(request)};
  std::size_t used = 1;
  for (const iovec& part : parts.out) {
    if (used < out.size()) out[used++] = part;
  }
  wire::Reply reply;
  const iovec head = part_of(reply);
  if (!stream::send(channel.descriptor, {out.data(), used}, parts.passed_descriptor) ||
      !stream::receive(channel.descriptor, {&head, 1}, parts.received_descriptor) ||
      !receive_bytes(channel.descriptor, parts.in, reply.bytes)) {
    channel.is_kept = false;
    put_back(channel);
    return std::nullopt;
  }
  put_back(channel);
  errno = saved;
  return reply;
}

bool Client::owns(int descriptor) const {
  if (descriptor == rendezvous_) return true;
  return descriptor >= 0 && descriptor < static_cast<int>(owned_.size()) &&
         owned_[static_cast<std::size_t>(descriptor)].load(std::memory_order_relaxed);
}

void Client::start_again_in_child() {
  for (auto& place : idle_) place.store(0, std::memory_order_relaxed);
  for (std::size_t i = 0; i < owned_.size(); ++i) {
    if (owned_[i].exchange(false, std::memory_order_relaxed)) close_descriptor(static_cast<int>(i));
  }
  set_owner(getpid());
}

}  // namespace conformance::preload::shim
