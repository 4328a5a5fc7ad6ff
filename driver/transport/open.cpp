#include "driver/transport/open.h"

#include "driver/transport/iscsi.h"
#include "driver/transport/linux_sg.h"

namespace driver::transport {

std::expected<std::unique_ptr<Transport>, TransportError> open_drive(const std::string& drive, Clock& clock) {
  if (drive.starts_with("iscsi://")) return connect_iscsi(drive, clock);
  if (drive.starts_with('/')) return open_linux_sg(drive);
  return std::unexpected(TransportError{TransportError::Kind::bad_address,
                                        "\"" + drive + "\" is neither an iscsi:// address nor the path of a device"});
}

}  // namespace driver::transport
