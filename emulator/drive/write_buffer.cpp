#include "emulator/drive/write_buffer.h"

#include <algorithm>

namespace emulator::drive {

base::Duration WriteBuffer::accept(const BufferedWrite& write, base::Instant now) {
  if (write.bytes.value <= 0 || write.on_medium.count() <= 0) return {};
  rate_ = write;
  const base::Duration pending = drain_time(now) + write.on_medium;
  empty_at_ = now + pending;
  // How long a full buffer takes: what is pending beyond that has not found room yet.
  const base::Duration full{write.on_medium.count() * size_.value / write.bytes.value};
  return std::max(pending - full, base::Duration{});
}

base::ByteCount WriteBuffer::free(base::Instant now) const {
  if (rate_.on_medium.count() <= 0) return size_;
  const std::int64_t filled = drain_time(now).count() * rate_.bytes.value / rate_.on_medium.count();
  return base::ByteCount{std::max<std::int64_t>(size_.value - filled, 0)};
}

base::Duration WriteBuffer::drain_time(base::Instant now) const { return std::max(empty_at_ - now, base::Duration{}); }

}  // namespace emulator::drive
