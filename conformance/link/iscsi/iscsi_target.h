// A drive behind iSCSI, reached by the suite's own initiator.
#pragma once

#include "conformance/link/iscsi/url.h"
#include "conformance/link/link.h"

namespace conformance::link::iscsi {

class IscsiTarget final : public Target {
 public:
  IscsiTarget(Url url, std::string description);

  std::expected<std::unique_ptr<Link>, LinkError> open() override;
  [[nodiscard]] LinkKind kind() const override { return LinkKind::iscsi; }
  [[nodiscard]] bool has_many_nexuses() const override { return true; }
  [[nodiscard]] std::string description() const override { return description_; }

  // A connection of its own, for cases about the transport itself.
  std::expected<Connection, LinkError> connect();
  std::expected<Connection, LinkError> connect_for_discovery();
  [[nodiscard]] const Url& url() const { return url_; }

 private:
  std::uint64_t next_isid();

  Url url_;
  std::string description_;
  std::uint64_t isid_;
};

}  // namespace conformance::link::iscsi
