// A drive of this computer, by Linux' SG_IO on /dev/sr*.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "conformance/preload/scsi/drive.h"

namespace conformance::preload::scsi {

struct LocalAddress {
  std::string path;  // /dev/sr0
  std::uint32_t sr{};
  std::uint32_t sg{};  // of the same drive
  std::uint32_t host{};
  std::uint32_t channel{};
  std::uint32_t id{};
  std::uint32_t lun{};
};

// The optical drives that /sys/class/block names.
[[nodiscard]] std::vector<LocalAddress> find_local_drives();

// Error: one line that names the file and the remedy.
std::expected<std::unique_ptr<Drive>, std::string> open_local_drive(const LocalAddress& address);

}  // namespace conformance::preload::scsi
