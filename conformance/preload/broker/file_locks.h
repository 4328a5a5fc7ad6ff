// The locks that programs have on device files: those of flock(2), which belong to the open file, and those of fcntl(2)
// on ranges of bytes, which belong to the process or, as OFD locks, to the open file. The two kinds do not see each
// other, as in Linux. Nobody waits here: who must wait asks again.
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
  std::int64_t size{};           // of the medium, for SEEK_END
  bool may_read{}, may_write{};  // as the file was opened
};

class FileLocks {
 public:
  // LOCK_SH, LOCK_EX or LOCK_UN. EAGAIN: another open file has a lock that forbids it.
  kernel::Errno lock_whole(const LockPlace& place, int operation);

  // F_GETLK and F_SETLK, F_OFD_GETLK and F_OFD_SETLK; `lock` is changed as F_GETLK does. EAGAIN: forbidden by another.
  kernel::Errno lock_record(const LockPlace& place, int command, struct flock& lock);

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
  struct Whole {
    std::uint32_t node{};
    bool is_exclusive{};
  };
  // Without the locks of processes that have ended.
  void forget_ended();
  [[nodiscard]] const Record* conflict(const Record& wanted) const;
  void replace(const Record& wanted, bool keep);

  std::mutex mutex_;
  std::map<std::uint64_t, Whole> whole_;  // by open file
  std::vector<Record> records_;
  std::map<pid_t, Socket> processes_;  // descriptors of the processes that have record locks
};

}  // namespace conformance::preload::broker
