// The locks that programs have on device files: those of flock(2), which belong to the open file, and those of fcntl(2)
// on ranges of bytes, which belong to the process or, as OFD locks, to the open file. The two kinds do not see each
// other, as in Linux. Nobody waits here: who must wait asks again. Who waits for whom is known all the same, so that a
// process that would wait for ever is told (EDEADLK).
#pragma once

#include <fcntl.h>
#include <sys/types.h>

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "conformance/preload/broker/socket.h"
#include "conformance/preload/kernel/answer.h"
#include "conformance/preload/wire.h"

namespace conformance::preload::broker {

// Who asks for a lock, and on what.
struct LockPlace {
  wire::Node node;
  std::uint64_t file{};          // the open file
  pid_t process{};               // the caller
  std::int64_t position{};       // of the open file, for SEEK_CUR
  std::int64_t size{};           // of the file, for SEEK_END
  bool may_read{}, may_write{};  // as the file was opened
};

class FileLocks {
 public:
  // LOCK_SH, LOCK_EX or LOCK_UN. EAGAIN: another open file has a lock that forbids it.
  kernel::Errno lock_whole(const LockPlace& place, int operation);

  // F_GETLK, F_SETLK and F_SETLKW and their OFD relatives; `lock` is changed as F_GETLK does. EAGAIN: forbidden by
  // another, and the caller of F_SETLKW asks again until it has the lock or calls stop_waiting(). EDEADLK: whoever has
  // it waits for the caller, by way of no more than ten others.
  kernel::Errno lock_record(const LockPlace& place, int command, struct flock& lock);
  void stop_waiting(const LockPlace& place);

  // The last descriptor of an open file was closed.
  void forget_file(std::uint64_t file);
  // A process closed a descriptor of the node: fcntl(2) takes all its record locks there away.
  void forget_process(pid_t process, wire::Node node);

 private:
  struct Owner {
    bool is_process{};
    std::uint64_t number{};
    bool operator==(const Owner&) const = default;
  };
  struct Record {
    std::uint32_t node{};
    Owner owner;
    std::int64_t first{}, last{};
    bool is_exclusive{};
  };
  struct Wait {
    Record wanted;
    std::uint64_t file{};
  };
  struct Whole {
    std::uint32_t node{};
    bool is_exclusive{};
  };
  // Without the locks of processes that have ended.
  void forget_ended();
  [[nodiscard]] const Record* conflict(const Record& wanted) const;
  // As F_GETLK tells it.
  static void answer(const Record* other, struct flock& lock);
  void replace(const Record& wanted, bool keep);
  void watch(pid_t process);
  // What F_SETLKW gives while `other` is in the way.
  kernel::Errno wait_for(const Record& other, const Record& wanted, const LockPlace& place);
  [[nodiscard]] bool would_wait_for_ever(const Record& other, Owner owner) const;
  void forget_waits(Owner owner, std::uint64_t file);

  std::mutex mutex_;
  std::map<std::uint64_t, Whole> whole_;  // by open file
  std::vector<Record> records_;
  std::vector<Wait> waits_;
  std::map<pid_t, Socket> processes_;  // descriptors of the processes that have record locks or wait for one
};

}  // namespace conformance::preload::broker
