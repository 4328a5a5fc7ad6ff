// A drive of this Linux machine, through SG_IO. The kernel is the only initiator, so there is one nexus.
#pragma once

#include "conformance/link/link.h"

namespace conformance::link::linux_sg {

// The kernel's door; a test puts another one in its place.
using IoctlFunction = int (*)(int descriptor, unsigned long request, void* argument);

class LinuxSgTarget final : public Target {
 public:
  // `ioctl`: the kernel's own when null.
  explicit LinuxSgTarget(std::string device, IoctlFunction ioctl = nullptr);

  std::expected<std::unique_ptr<Link>, LinkError> open() override;
  [[nodiscard]] LinkKind kind() const override { return LinkKind::linux_sg; }
  [[nodiscard]] bool has_many_nexuses() const override { return false; }
  [[nodiscard]] std::string description() const override { return device_; }

 private:
  std::string device_;
  IoctlFunction ioctl_;
};

}  // namespace conformance::link::linux_sg
