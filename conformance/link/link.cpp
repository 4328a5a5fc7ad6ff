#include "conformance/link/link.h"

#include "conformance/link/iscsi/iscsi_target.h"
#include "conformance/link/linux_sg/linux_sg_target.h"

namespace conformance::link {

std::string_view name_of(LinkKind kind) {
  switch (kind) {
    case LinkKind::direct:
      return "direct";
    case LinkKind::iscsi:
      return "iscsi";
    case LinkKind::linux_sg:
      return "linux_sg";
  }
  return "unknown";
}

std::string told(const LinkError& error) {
  const auto remedy = [&]() -> std::string_view {
    switch (error.kind) {
      case LinkError::Kind::unreachable:
        return "start the drive's server, as with bbdrive serve, or give iscsi://host:port/target-name/lun or a device "
               "as /dev/sr0 that you may write to";
      case LinkError::Kind::lost:
      case LinkError::Kind::timed_out:
        return "see whether the server and the drive still work, and start again";
      case LinkError::Kind::protocol:
        return "report the target to its maker, or use another";
      case LinkError::Kind::refused:
        break;
    }
    return "free the drive, or give another target (bbdrive prints the URLs it serves)";
  };
  return error.text + "; " + std::string(remedy());
}

std::expected<std::unique_ptr<Target>, std::string> target_named(const std::string& name) {
  if (iscsi::is_iscsi_url(name)) {
    auto url = iscsi::parse_url(name);
    if (!url) return std::unexpected(url.error());
    return std::make_unique<iscsi::IscsiTarget>(*std::move(url), name);
  }
  if (name.starts_with('/')) return std::make_unique<linux_sg::LinuxSgTarget>(name);
  return std::unexpected(name + ": it is neither an iscsi:// URL nor the path of a device; give one of them");
}

}  // namespace conformance::link
