// The memory between a host's WRITE and the laser: a WRITE is answered when its data fit, and the mechanism empties
// the memory at the write speed. MMC-6, READ BUFFER CAPACITY command.
#pragma once

#include <cstdint>

#include "emulator/base/instant.h"
#include "emulator/base/units.h"

namespace emulator::drive {

// Bytes of data and the time that the medium needs for them.
struct BufferedWrite {
  base::ByteCount bytes{};
  base::Duration on_medium{};
};

class WriteBuffer {
 public:
  explicit WriteBuffer(base::ByteCount size) : size_(size) {}

  // Takes data in and says how long the host has to wait until all of them have found room.
  base::Duration accept(const BufferedWrite& write, base::Instant now);

  [[nodiscard]] base::ByteCount size() const { return size_; }
  [[nodiscard]] base::ByteCount free(base::Instant now) const;
  // When all is on the medium, and how long that takes from now.
  [[nodiscard]] base::Instant empty_at() const { return empty_at_; }
  [[nodiscard]] base::Duration drain_time(base::Instant now) const;

 private:
  base::ByteCount size_;
  base::Instant empty_at_{};
  // The latest rate: so many bytes took so long.
  BufferedWrite rate_{};
};

}  // namespace emulator::drive
