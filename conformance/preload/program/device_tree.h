// The virtual /sys, /proc and /dev of a run: what burning programs look at when they search for drives, as real files
// in a temporary folder. The shim looks there (path_lookup.h).
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "conformance/preload/kernel/device.h"
#include "conformance/preload/program/temporary_folder.h"

namespace conformance::preload::program {

class DeviceTree {
 public:
  // Makes the folder in $TMPDIR or /tmp. Error: one line that names the folder and the remedy.
  static std::expected<DeviceTree, std::string> create(const std::vector<std::unique_ptr<kernel::Device>>& devices);

  [[nodiscard]] const std::filesystem::path& root() const { return folder_.path(); }

 private:
  explicit DeviceTree(TemporaryFolder folder) : folder_(std::move(folder)) {}
  TemporaryFolder folder_;
};

}  // namespace conformance::preload::program
