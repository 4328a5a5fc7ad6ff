#include "conformance/preload/broker/file_locks.h"

#include <poll.h>
#include <sys/file.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <optional>
#include <utility>

namespace conformance::preload::broker {
namespace {

constexpr std::int64_t end_of_all = std::numeric_limits<std::int64_t>::max();

struct Range {
  std::int64_t first{}, last{};
};

// fcntl(2): a length of 0 reaches to the end of all bytes, a negative one lies before the start.
std::expected<Range, kernel::Errno> range_of(const LockPlace& place, const struct flock& lock) {
  std::int64_t start = 0;
  switch (lock.l_whence) {
    case SEEK_SET:
      break;
    case SEEK_CUR:
      start = place.position;
      break;
    case SEEK_END:
      start = place.size;
      break;
    default:
      return std::unexpected(EINVAL);
  }
  if (lock.l_start > end_of_all - start) return std::unexpected(EOVERFLOW);
  start += lock.l_start;
  if (start < 0) return std::unexpected(EINVAL);
  if (lock.l_len == 0) return Range{.first = start, .last = end_of_all};
  if (lock.l_len > 0) {
    if (lock.l_len - 1 > end_of_all - start) return std::unexpected(EOVERFLOW);
    return Range{.first = start, .last = start + lock.l_len - 1};
  }
  if (start + lock.l_len < 0) return std::unexpected(EINVAL);
  return Range{.first = start + lock.l_len, .last = start - 1};
}

bool has_ended(const Socket& process) {
  pollfd watched{.fd = process.get(), .events = POLLIN, .revents = 0};
  return poll(&watched, 1, 0) > 0;
}

bool is_of_open_file(int command) {
  return command == F_OFD_GETLK || command == F_OFD_SETLK || command == F_OFD_SETLKW;
}
bool is_patient(int command) { return command == F_SETLKW || command == F_OFD_SETLKW; }
bool is_question(int command) { return command == F_GETLK || command == F_OFD_GETLK; }

}  // namespace

kernel::Errno FileLocks::lock_whole(const LockPlace& place, int operation) {
  const std::scoped_lock lock(mutex_);
  if (operation == LOCK_UN) {
    whole_.erase(place.file);
    return 0;
  }
  if (operation != LOCK_SH && operation != LOCK_EX) return EINVAL;
  const Whole wanted{.node = wire::packed(place.node), .is_exclusive = operation == LOCK_EX};
  const bool is_forbidden = std::ranges::any_of(whole_, [&](const auto& other) {
    return other.first != place.file && other.second.node == wanted.node &&
           (other.second.is_exclusive || wanted.is_exclusive);
  });
  // flock(2): changing a lock takes the old one away first, also where the new one is not had.
  if (is_forbidden) {
    whole_.erase(place.file);
    return EAGAIN;
  }
  whole_[place.file] = wanted;
  return 0;
}

void FileLocks::forget_ended() {
  for (auto process = processes_.begin(); process != processes_.end();) {
    if (!has_ended(process->second)) {
      ++process;
      continue;
    }
    const Owner ended{.is_process = true, .number = static_cast<std::uint64_t>(process->first)};
    std::erase_if(records_, [&](const Record& record) { return record.owner == ended; });
    std::erase_if(waits_, [&](const Wait& wait) { return wait.wanted.owner == ended; });
    process = processes_.erase(process);
  }
}

const FileLocks::Record* FileLocks::conflict(const Record& wanted) const {
  const auto found = std::ranges::find_if(records_, [&](const Record& other) {
    return other.node == wanted.node && other.owner != wanted.owner && other.first <= wanted.last &&
           wanted.first <= other.last && (other.is_exclusive || wanted.is_exclusive);
  });
  return found == records_.end() ? nullptr : &*found;
}

void FileLocks::answer(const Record* other, struct flock& lock) {
  lock.l_type = F_UNLCK;
  if (other == nullptr) return;
  lock.l_type = other->is_exclusive ? F_WRLCK : F_RDLCK;
  lock.l_whence = SEEK_SET;
  lock.l_start = other->first;
  lock.l_len = other->last == end_of_all ? 0 : other->last - other->first + 1;
  lock.l_pid = other->owner.is_process ? static_cast<pid_t>(other->owner.number) : -1;
}

// The owner's own locks give way where they overlap; what sticks out stays.
void FileLocks::replace(const Record& wanted, bool keep) {
  std::vector<Record> all;
  for (const Record& record : records_) {
    const bool overlaps = record.node == wanted.node && record.owner == wanted.owner && record.first <= wanted.last &&
                          wanted.first <= record.last;
    if (!overlaps) {
      all.push_back(record);
      continue;
    }
    Record rest = record;
    if (record.first < wanted.first) {
      rest.last = wanted.first - 1;
      all.push_back(rest);
    }
    rest = record;
    if (record.last > wanted.last) {
      rest.first = wanted.last + 1;
      all.push_back(rest);
    }
  }
  if (keep) all.push_back(wanted);
  records_ = std::move(all);
}

void FileLocks::watch(pid_t process) {
  if (processes_.contains(process)) return;
  processes_.emplace(process, Socket(static_cast<int>(syscall(SYS_pidfd_open, process, 0))));
}

void FileLocks::forget_waits(Owner owner, std::uint64_t file) {
  std::erase_if(waits_, [&](const Wait& wait) { return wait.wanted.owner == owner && wait.file == file; });
}

// posix_locks_deadlock of Linux' fs/locks.c: from whoever is in the way to whoever that one waits for, and so on.
bool FileLocks::would_wait_for_ever(const Record& other, Owner owner) const {
  constexpr int most_steps = 10;
  const Record* in_the_way = &other;
  for (int step = 0; step <= most_steps; ++step) {
    const auto wait = std::ranges::find(waits_, in_the_way->owner, [](const Wait& it) { return it.wanted.owner; });
    if (wait == waits_.end()) return false;
    in_the_way = conflict(wait->wanted);
    if (in_the_way == nullptr) return false;
    if (in_the_way->owner == owner) return true;
  }
  return false;
}

kernel::Errno FileLocks::wait_for(const Record& other, const Record& wanted, const LockPlace& place) {
  // A lock of an open file belongs to no process that could wait for ever.
  if (wanted.owner.is_process && would_wait_for_ever(other, wanted.owner)) return EDEADLK;
  watch(place.process);
  waits_.push_back({.wanted = wanted, .file = place.file});
  return EAGAIN;
}

void FileLocks::stop_waiting(const LockPlace& place) {
  const std::scoped_lock lock(mutex_);
  forget_waits({.is_process = true, .number = static_cast<std::uint64_t>(place.process)}, place.file);
  forget_waits({.number = place.file}, place.file);
}

kernel::Errno FileLocks::lock_record(const LockPlace& place, int command, struct flock& lock) {
  const bool is_unlocking = lock.l_type == F_UNLCK;
  if (is_unlocking && is_question(command)) return EINVAL;
  const auto range = range_of(place, lock);
  if (!range) return range.error();
  if (!is_unlocking && lock.l_type != F_RDLCK && lock.l_type != F_WRLCK) return EINVAL;
  if (!is_question(command)) {
    if (lock.l_type == F_RDLCK && !place.may_read) return EBADF;
    if (lock.l_type == F_WRLCK && !place.may_write) return EBADF;
  }
  // A caller of OFD locks has to say no process (fcntl(2), Open file description locks).
  if (is_of_open_file(command) && lock.l_pid != 0) return EINVAL;
  const std::scoped_lock alone(mutex_);
  forget_ended();
  const Owner owner = is_of_open_file(command)
                          ? Owner{.number = place.file}
                          : Owner{.is_process = true, .number = static_cast<std::uint64_t>(place.process)};
  const Record wanted{.node = wire::packed(place.node),
                      .owner = owner,
                      .first = range->first,
                      .last = range->last,
                      .is_exclusive = lock.l_type == F_WRLCK};
  const Record* other = is_unlocking ? nullptr : conflict(wanted);
  if (is_question(command)) {
    answer(other, lock);
    return 0;
  }
  if (is_patient(command)) forget_waits(owner, place.file);
  if (other != nullptr) return is_patient(command) ? wait_for(*other, wanted, place) : EAGAIN;
  replace(wanted, !is_unlocking);
  if (owner.is_process && !is_unlocking) watch(place.process);
  return 0;
}

void FileLocks::forget_file(std::uint64_t file) {
  const std::scoped_lock lock(mutex_);
  whole_.erase(file);
  std::erase_if(records_,
                [&](const Record& record) { return !record.owner.is_process && record.owner.number == file; });
  std::erase_if(waits_, [&](const Wait& wait) { return wait.file == file; });
}

void FileLocks::forget_process(pid_t process, wire::Node node) {
  const std::scoped_lock lock(mutex_);
  const Owner owner{.is_process = true, .number = static_cast<std::uint64_t>(process)};
  std::erase_if(records_,
                [&](const Record& record) { return record.owner == owner && record.node == wire::packed(node); });
}

}  // namespace conformance::preload::broker
