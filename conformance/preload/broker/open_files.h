// All open device files of all programs, and who may open what while they are.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "conformance/preload/broker/file_locks.h"
#include "conformance/preload/broker/socket.h"
#include "conformance/preload/kernel/open_file.h"

namespace conformance::preload::broker {

struct OpenRequest {
  wire::Node node;
  int flags{};
  bool is_privileged{};
  Socket socket;  // our end of the device socket
};

class OpenFiles {
 public:
  explicit OpenFiles(std::vector<std::unique_ptr<kernel::Device>>& devices) : devices_(devices) {}

  // The new file's number. A waiting open of sg comes back when the drive is free, or with EINTR when this is stopped.
  std::expected<std::uint64_t, kernel::Errno> open(OpenRequest request);
  [[nodiscard]] std::shared_ptr<kernel::OpenFile> find(std::uint64_t number);

  [[nodiscard]] std::uint32_t number_of(const kernel::Device& device) const;

  // The locks on all files; those of a released file are gone.
  [[nodiscard]] FileLocks& locks() { return locks_; }

  // Releases the files whose last descriptor is closed.
  void settle();
  // Waits for such a file up to `longest_milliseconds`; for the thread that nothing else wakes.
  void watch(int longest_milliseconds);
  [[nodiscard]] bool empty();
  void stop();

 private:
  struct Entry {
    std::shared_ptr<kernel::OpenFile> file;
    Socket socket;
  };
  using Lock = std::unique_lock<std::mutex>;
  std::expected<void, kernel::Errno> admit(const OpenRequest& request, Lock& lock);
  std::expected<void, kernel::Errno> admit_sr(const OpenRequest& request);
  std::expected<void, kernel::Errno> admit_sg(const OpenRequest& request, Lock& lock);
  [[nodiscard]] bool is_open(wire::Node node) const;
  [[nodiscard]] bool is_held(wire::Node node) const;  // by an open with O_EXCL
  std::map<std::uint64_t, std::shared_ptr<kernel::OpenFile>> take_closed();
  void release(const std::map<std::uint64_t, std::shared_ptr<kernel::OpenFile>>& closed);

  std::vector<std::unique_ptr<kernel::Device>>& devices_;
  FileLocks locks_;
  std::mutex settling_;  // who settles waits for whoever is settling: a closed file has been released when it returns
  std::mutex mutex_;     // of what follows
  std::condition_variable changed_;
  std::map<std::uint64_t, Entry> entries_;
  std::uint64_t last_number_{};
  bool is_stopped_{};
};

}  // namespace conformance::preload::broker
