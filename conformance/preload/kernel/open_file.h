// An open device file: what belongs to one open() and is shared by all copies of its descriptor.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include "conformance/preload/kernel/device.h"
#include "conformance/preload/kernel/reserve_buffer.h"
#include "conformance/preload/wire.h"

namespace conformance::preload::kernel {

struct OpenFile {
  OpenFile(Device& of, wire::Driver by, int with) : device(of), driver(by), flags(with) {}

  Device& device;
  const wire::Driver driver;
  std::atomic<int> flags;  // as open() got them; F_SETFL changes some
  std::atomic<std::int64_t> position{};
  bool is_opener_privileged{};  // CAP_SYS_RAWIO of the kernel; here: the opener is root

  // Of sg, where these belong to the open file.
  std::atomic<std::int32_t> sg_timeout{60 * 100};
  ReserveBuffer reserve;
  std::atomic<std::int32_t> is_command_queuing{};
  std::atomic<std::int8_t> keeps_orphans{};

  [[nodiscard]] bool is_writable() const;
};

}  // namespace conformance::preload::kernel
