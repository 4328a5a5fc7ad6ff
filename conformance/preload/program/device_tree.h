// The virtual /sys, /proc and /dev of a run: what burning programs look at when they search for drives, as real files
// in a temporary folder. The shim looks there (path_lookup.h).
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "conformance/preload/kernel/device.h"

namespace conformance::preload::program {

class DeviceTree {
 public:
  // Makes the folder in $TMPDIR or /tmp. Error: one line that names the folder and the remedy.
  static std::expected<DeviceTree, std::string> create(const std::vector<std::unique_ptr<kernel::Device>>& devices);
  DeviceTree(DeviceTree&& other) noexcept;
  DeviceTree& operator=(DeviceTree&&) = delete;
  ~DeviceTree();

  [[nodiscard]] const std::filesystem::path& root() const { return root_; }

 private:
  explicit DeviceTree(std::filesystem::path root) : root_(std::move(root)) {}
  std::filesystem::path root_;  // empty once moved from
};

}  // namespace conformance::preload::program
