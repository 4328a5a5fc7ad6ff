// A drive at this computer, by Linux' SG_IO ioctl (the version 3 interface of <scsi/sg.h>), on /dev/sg* or /dev/sr*.
#pragma once

#include <memory>
#include <string>

#include "driver/transport/transport.h"

namespace driver::transport {

// The kernel's door; a test puts another one in its place.
using IoctlFunction = int (*)(int descriptor, unsigned long request, void* argument);

struct LinuxSgOptions {
  IoctlFunction ioctl{};  // the kernel's own when null
};

// Errors: no_device, denied, in_use.
std::expected<std::unique_ptr<Transport>, TransportError> open_linux_sg(const std::string& path,
                                                                        const LinuxSgOptions& options = {});

}  // namespace driver::transport
