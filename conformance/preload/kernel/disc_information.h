// READ DISC INFORMATION and READ TRACK INFORMATION as the cdrom driver asks: for the reply's length first, and it uses
// what lies within that (cdrom_get_disc_info, cdrom_get_track_info).
#pragma once

#include <optional>

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::kernel {

// A reply in the driver's buffer, which begins as zeros, and how much of it the drive says it has.
struct Information {
  base::ByteBuffer bytes;
  std::size_t length{};
  template <typename Field>
  [[nodiscard]] bool has() const {
    return length >= Field::end;
  }
};

std::optional<Information> disc_information(Device& device);
std::optional<Information> track_information(Device& device, std::uint32_t track);

}  // namespace conformance::preload::kernel
