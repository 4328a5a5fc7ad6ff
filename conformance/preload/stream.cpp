#include "conformance/preload/stream.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace conformance::preload::stream {
namespace {

// A control message with one descriptor in it (cmsg(3)).
struct Control {
  alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> bytes{};
};

// The parts that are still to be moved.
class Rest {
 public:
  explicit Rest(std::span<const iovec> parts) : count_(parts.size()) {
    std::copy_n(parts.begin(), count_, parts_.begin());
    skip(0);
  }
  [[nodiscard]] bool empty() const { return first_ == count_; }
  void skip(std::size_t bytes) {
    while (first_ < count_ && bytes >= parts_[first_].iov_len) bytes -= parts_[first_++].iov_len;
    if (first_ == count_) return;
    iovec& part = parts_[first_];
    part.iov_base = static_cast<char*>(part.iov_base) + bytes;
    part.iov_len -= bytes;
  }
  void place_in(msghdr& message) {
    message.msg_iov = parts_.data() + first_;
    message.msg_iovlen = count_ - first_;
  }

 private:
  std::array<iovec, most_parts> parts_{};
  std::size_t count_;
  std::size_t first_{};
};

void attach(msghdr& message, Control& control, int descriptor) {
  message.msg_control = control.bytes.data();
  message.msg_controllen = control.bytes.size();
  cmsghdr* header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof(int));
  std::memcpy(CMSG_DATA(header), &descriptor, sizeof descriptor);
}

// A descriptor that came, where one came. Who does not want it closes it: it is the receiver's own copy.
int descriptor_in(msghdr& message) {
  const cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header == nullptr || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) return -1;
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(header), sizeof descriptor);
  return descriptor;
}

void keep(int came, int* place) {
  const bool is_wanted = place != nullptr && *place < 0;
  if (is_wanted) *place = came;
  if (!is_wanted) close(came);
}

}  // namespace

bool send(int socket, std::span<const iovec> parts, int passed_descriptor) {
  if (parts.size() > most_parts) return false;
  Rest rest(parts);
  Control control;
  msghdr message{};
  if (passed_descriptor >= 0) attach(message, control, passed_descriptor);
  while (!rest.empty()) {
    rest.place_in(message);
    const ssize_t sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    rest.skip(static_cast<std::size_t>(sent));
    message.msg_control = nullptr;
    message.msg_controllen = 0;
  }
  return true;
}

bool receive(int socket, std::span<const iovec> parts, int* passed_descriptor) {
  if (parts.size() > most_parts) return false;
  Rest rest(parts);
  Control control;
  if (passed_descriptor != nullptr) *passed_descriptor = -1;
  while (!rest.empty()) {
    msghdr message{};
    rest.place_in(message);
    message.msg_control = control.bytes.data();
    message.msg_controllen = control.bytes.size();
    const ssize_t received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    const int came = descriptor_in(message);
    if (came >= 0) keep(came, passed_descriptor);
    rest.skip(static_cast<std::size_t>(received));
  }
  return true;
}

}  // namespace conformance::preload::stream
