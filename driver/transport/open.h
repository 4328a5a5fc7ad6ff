// The one place that turns a user's text into a way to a drive.
#pragma once

#include <memory>
#include <string>

#include "driver/transport/clock.h"
#include "driver/transport/transport.h"

namespace driver::transport {

// `drive` is an iscsi:// URL or the path of an SCSI generic or optical drive device (/dev/sg0, /dev/sr0).
std::expected<std::unique_ptr<Transport>, TransportError> open_drive(const std::string& drive, Clock& clock);

}  // namespace driver::transport
