#include "conformance/preload/broker/open_files.h"

#include <fcntl.h>
#include <linux/cdrom.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>

#include "conformance/preload/kernel/commands.h"
#include "conformance/preload/kernel/drive_status.h"
#include "conformance/preload/kernel/random_writing.h"

namespace conformance::preload::broker {
namespace {

using kernel::Device;
using kernel::Errno;
using kernel::OpenFile;

bool wants_exclusive(int flags) { return (flags & O_EXCL) != 0; }
bool is_patient(int flags) { return (flags & O_NONBLOCK) == 0; }
bool writes(int flags) { return (flags & O_ACCMODE) != O_RDONLY; }

// Whether the opener wants the disc and not only the drive.
bool is_for_data(const Device& device, int flags) {
  return is_patient(flags) || (device.options & CDO_USE_FFLAGS) == 0;
}

// sr_open and cdrom_open.
Errno begin_use(Device& device, int flags) {
  // To those who want a disc a drive that says nothing looks like an open tray that cannot be closed.
  if (!device.drive().is_connected()) return is_for_data(device, flags) ? ENOMEDIUM : ENXIO;
  device.check_medium();
  if (!is_for_data(device, flags)) return 0;
  if (const Errno error = kernel::open_for_data(device); error != 0) return error;
  kernel::learn_profile(device);
  const Errno error = writes(flags) ? kernel::open_for_writing(device) : 0;
  if (error != 0) kernel::unlock_if_wanted(device);
  return error;
}

// A block device is always ready, to read as to write, and so is a file without the function, as of bsg: so says poll
// of a socket in which a byte waits that nobody fetches. An sg file has nothing to read before a command was written,
// and that is not offered (Decision 4).
void make_readable(const Socket& socket) {
  constexpr char byte = 0;
  static_cast<void>(send(socket.get(), &byte, sizeof byte, MSG_DONTWAIT | MSG_NOSIGNAL));
}

// cdrom_release.
void end_use(Device& device, int flags) {
  device.count_use(-1);
  if (device.use_count() > 0 || !device.drive().is_connected()) return;
  kernel::finish_writing(device);
  if (!device.keeps_locked) device.lock_door(false);
  const bool ejects = is_for_data(device, flags) && (device.options & CDO_AUTO_EJECT) != 0;
  if (ejects && device.can(CDC_OPEN_TRAY)) {
    static_cast<void>(device.packet(kernel::start_stop_unit(kernel::Tray::eject), 0));
  }
}

// A drive whose way is gone is offline: sg waits for its recovery in vain, unless it is not to wait; bsg never looks.
Errno refuses_lost(Device& device, const OpenRequest& request) {
  const bool asks = request.node.driver == wire::Driver::sg && is_patient(request.flags);
  return asks && !device.drive().is_connected() ? ENXIO : 0;
}

}  // namespace

bool OpenFiles::is_open(wire::Node node) const {
  return std::ranges::any_of(entries_, [&](const auto& entry) {
    const OpenFile& file = *entry.second.file;
    return &file.device == devices_[node.drive].get() && file.driver == node.driver;
  });
}

bool OpenFiles::is_held(wire::Node node) const {
  return std::ranges::any_of(entries_, [&](const auto& entry) {
    const OpenFile& file = *entry.second.file;
    return &file.device == devices_[node.drive].get() && file.driver == node.driver && wants_exclusive(file.flags);
  });
}

// The block layer's claim: only exclusive opens exclude each other.
std::expected<void, Errno> OpenFiles::admit_sr(const OpenRequest& request) {
  if (wants_exclusive(request.flags) && is_held(request.node)) return std::unexpected(EBUSY);
  return {};
}

// sg: an exclusive open excludes every other; who may wait, waits.
std::expected<void, Errno> OpenFiles::admit_sg(const OpenRequest& request, Lock& lock) {
  const bool is_exclusive = wants_exclusive(request.flags);
  if (is_exclusive && !writes(request.flags)) return std::unexpected(EPERM);
  const auto is_barred = [&] { return is_exclusive ? is_open(request.node) : is_held(request.node); };
  if (!is_patient(request.flags) && is_barred()) return std::unexpected(EBUSY);
  changed_.wait(lock, [&] { return is_stopped_ || !is_barred(); });
  if (is_stopped_) return std::unexpected(EINTR);
  return {};
}

std::expected<void, Errno> OpenFiles::admit(const OpenRequest& request, Lock& lock) {
  switch (request.node.driver) {
    case wire::Driver::sr:
      return admit_sr(request);
    case wire::Driver::sg:
      return admit_sg(request, lock);
    case wire::Driver::bsg:
      break;  // bsg_open asks nothing of the flags
  }
  return {};
}

std::expected<std::uint64_t, Errno> OpenFiles::open(OpenRequest request) {
  if (request.node.drive >= devices_.size()) return std::unexpected(ENXIO);
  Device& device = *devices_[request.node.drive];
  const bool is_sr = request.node.driver == wire::Driver::sr;
  settle();
  std::uint64_t number = 0;
  {
    Lock lock(mutex_);
    if (const auto admitted = admit(request, lock); !admitted) return std::unexpected(admitted.error());
    number = ++last_number_;
    auto file = std::make_shared<OpenFile>(device, request.node.driver, request.flags);
    file->is_opener_privileged = request.is_privileged;
    if (is_sr) device.count_use(1);
    if (request.node.driver != wire::Driver::sg) make_readable(request.socket);
    entries_.emplace(number, Entry{.file = std::move(file), .socket = std::move(request.socket)});
  }
  const Errno error = is_sr ? begin_use(device, request.flags) : refuses_lost(device, request);
  if (error == 0) return number;
  {
    const Lock lock(mutex_);
    entries_.erase(number);
    if (is_sr) device.count_use(-1);
  }
  changed_.notify_all();
  return std::unexpected(error);
}

std::uint32_t OpenFiles::number_of(const Device& device) const {
  const auto found = std::ranges::find(devices_, &device, &std::unique_ptr<Device>::get);
  return static_cast<std::uint32_t>(found - devices_.begin());
}

std::shared_ptr<OpenFile> OpenFiles::find(std::uint64_t number) {
  const Lock lock(mutex_);
  const auto found = entries_.find(number);
  return found == entries_.end() ? nullptr : found->second.file;
}

std::map<std::uint64_t, std::shared_ptr<OpenFile>> OpenFiles::take_closed() {
  const Lock lock(mutex_);
  std::map<std::uint64_t, std::shared_ptr<OpenFile>> closed;
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    pollfd watched{.fd = entry->second.socket.get(), .events = 0, .revents = 0};
    if (poll(&watched, 1, 0) > 0 && (watched.revents & (POLLHUP | POLLERR)) != 0) {
      closed.emplace(entry->first, std::move(entry->second.file));
      entry = entries_.erase(entry);
    } else {
      ++entry;
    }
  }
  return closed;
}

void OpenFiles::release(const std::map<std::uint64_t, std::shared_ptr<OpenFile>>& closed) {
  for (const auto& [number, file] : closed) {
    locks_.forget_file(number);
    if (file->driver == wire::Driver::sr) end_use(file->device, file->flags);
  }
  if (!closed.empty()) changed_.notify_all();
}

void OpenFiles::settle() {
  const Lock alone(settling_);
  release(take_closed());
}

void OpenFiles::watch(int longest_milliseconds) {
  std::vector<pollfd> watched;
  {
    const Lock lock(mutex_);
    for (const auto& [number, entry] : entries_) {
      watched.push_back({.fd = entry.socket.get(), .events = 0, .revents = 0});
    }
  }
  poll(watched.data(), watched.size(), longest_milliseconds);
  settle();
}

bool OpenFiles::empty() {
  const Lock lock(mutex_);
  return entries_.empty();
}

void OpenFiles::stop() {
  {
    const Lock lock(mutex_);
    is_stopped_ = true;
  }
  changed_.notify_all();
}

}  // namespace conformance::preload::broker
