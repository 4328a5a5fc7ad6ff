// A drive of this Linux machine, through SG_IO. The kernel is the only initiator, so there is one nexus.
#pragma once

#include "conformance/link/link.h"

namespace conformance::link::linux_sg {

class LinuxSgTarget final : public Target {
 public:
  explicit LinuxSgTarget(std::string device);

  std::expected<std::unique_ptr<Link>, LinkError> open() override;
  [[nodiscard]] LinkKind kind() const override { return LinkKind::linux_sg; }
  [[nodiscard]] bool has_many_nexuses() const override { return false; }
  [[nodiscard]] std::string description() const override { return device_; }

 private:
  std::string device_;
};

}  // namespace conformance::link::linux_sg
