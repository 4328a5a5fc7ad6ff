// What the shim knows in this process: the way to the broker, the drives it shows, and which descriptors are drives.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <optional>
#include <string_view>

#include "conformance/preload/shim/client.h"
#include "conformance/preload/shim/descriptors.h"
#include "conformance/preload/shim/inheritance.h"

namespace conformance::preload::shim {

// One drive's three device files: /dev/sr<sr>, /dev/sg<sg> and /dev/bsg/<host>:<channel>:<id>:<lun>.
struct DriveNames {
  std::uint32_t sr{};
  std::uint32_t sg{};
  std::array<std::uint32_t, 4> bsg{};
};

class Shim {
 public:
  static constexpr std::size_t most_drives = 32;

  Client client;
  Descriptors descriptors;
  Inheritance inheritance;
  std::array<DriveNames, most_drives> drives{};
  std::size_t drive_count{};
  std::atomic<bool> looks_at_relative_paths{};  // the working folder is one from which they may lead to drives
  unsigned bsg_major{};
  // The folder of the virtual /sys and /proc; empty where there is none.
  [[nodiscard]] std::string_view tree() const { return {tree_.data(), tree_length_}; }

  // Reads the environment's text and looks whether its socket is there; nothing when this program runs under no bbrun.
  static bool start(Shim& place, const char* text);
  constexpr Shim() = default;

 private:
  std::array<char, 256> tree_{};
  std::size_t tree_length_{};
};

// The process's shim, or null when it stands aside. The first call starts it.
[[nodiscard]] Shim* shim();

// The same without starting: for calls on descriptors, which are drives only where the shim has run before.
[[nodiscard]] Shim* started_shim();

// The open drive behind a descriptor.
[[nodiscard]] inline std::optional<OpenDrive> drive_behind(int descriptor) {
  Shim* here = started_shim();
  if (here == nullptr || !here->descriptors.may_be_drive(descriptor)) return std::nullopt;
  return here->descriptors.find(descriptor);
}

}  // namespace conformance::preload::shim
