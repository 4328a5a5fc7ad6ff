#include "conformance/preload/shim/locks.h"

#include <poll.h>
#include <pthread.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "conformance/preload/shim/next.h"

namespace conformance::preload::shim {
namespace next {
inline constinit Next<int(int, int)> flock{"flock"};
inline constinit Next<int(int, int, off64_t)> lockf{"lockf64"};
}  // namespace next

namespace {

// A lock that must be waited for is asked for again and again, so that a signal can end the waiting as it does in the
// kernel.
constexpr int pause_milliseconds = 10;

int fail(int error) {
  errno = error;
  return -1;
}

int result_of(const std::optional<wire::Reply>& reply) {
  if (!reply) return fail(ENOLCK);
  return reply->error != 0 ? fail(reply->error) : 0;
}

template <typename Try>
int wait_for(Try attempt) {
  for (;;) {
    const int result = attempt();
    if (result == 0 || errno != EAGAIN) return result;
    if (poll(nullptr, 0, pause_milliseconds) < 0) return -1;
  }
}

int lock_whole(const OpenDrive& drive, int operation) {
  const auto attempt = [&] {
    return result_of(started_shim()->client.call({.operation = wire::Operation::lock_whole,
                                                  .file = drive.file,
                                                  .number = static_cast<unsigned>(operation & ~LOCK_NB)}));
  };
  return (operation & LOCK_NB) != 0 ? attempt() : wait_for(attempt);
}

// However the waiting ends, by the lock, a signal or the thread's cancellation, the broker must not take it for
// waiting.
void stop_waiting(void* file) {
  const int saved = errno;
  static_cast<void>(started_shim()->client.call(
      {.operation = wire::Operation::stop_waiting, .file = *static_cast<const std::uint64_t*>(file)}));
  errno = saved;
}

int lock_once(const OpenDrive& drive, int command, struct flock* lock) {
  const iovec part{.iov_base = lock, .iov_len = sizeof *lock};
  return result_of(started_shim()->client.call({.operation = wire::Operation::lock_record,
                                                .bytes = sizeof *lock,
                                                .file = drive.file,
                                                .number = static_cast<unsigned>(command)},
                                               {.out = {&part, 1}, .in = {&part, 1}}));
}

// lockf(3) as the C library makes it of fcntl.
int lock_from_here(const OpenDrive& drive, int command, off64_t length) {
  struct flock lock{.l_type = F_WRLCK, .l_whence = SEEK_CUR, .l_start = 0, .l_len = length, .l_pid = 0};
  switch (command) {
    case F_TEST:
      lock.l_type = F_RDLCK;
      if (lock_once(drive, F_GETLK, &lock) != 0) return -1;
      return lock.l_type == F_UNLCK || lock.l_pid == getpid() ? 0 : fail(EACCES);
    case F_ULOCK:
      lock.l_type = F_UNLCK;
      return lock_record(drive, F_SETLK, &lock);
    case F_LOCK:
      return lock_record(drive, F_SETLKW, &lock);
    case F_TLOCK:
      return lock_record(drive, F_SETLK, &lock);
    default:
      return fail(EINVAL);
  }
}

int lockf_any(int descriptor, int command, off64_t length) {
  const auto drive = drive_behind(descriptor);
  return drive ? lock_from_here(*drive, command, length) : next::lockf(descriptor, command, length);
}

}  // namespace

int lock_record(const OpenDrive& drive, int command, struct flock* lock) {
  if (lock == nullptr) return fail(EFAULT);
  if (command != F_SETLKW && command != F_OFD_SETLKW) return lock_once(drive, command, lock);
  if (lock_once(drive, command, lock) == 0) return 0;
  if (errno != EAGAIN) return -1;
  std::uint64_t file = drive.file;
  volatile int result = -1;
  pthread_cleanup_push(stop_waiting, &file);
  result = wait_for([&] { return lock_once(drive, command, lock); });
  pthread_cleanup_pop(1);
  return result;
}

}  // namespace conformance::preload::shim

using namespace conformance::preload;

extern "C" {

[[gnu::visibility("default")]] int flock(int descriptor, int operation) noexcept {
  const auto drive = shim::drive_behind(descriptor);
  return drive ? shim::lock_whole(*drive, operation) : shim::next::flock(descriptor, operation);
}
[[gnu::visibility("default")]] int lockf(int descriptor, int command, off_t length) {
  return shim::lockf_any(descriptor, command, length);
}
[[gnu::visibility("default")]] int lockf64(int descriptor, int command, off64_t length) {
  return shim::lockf_any(descriptor, command, length);
}

}  // extern "C"
