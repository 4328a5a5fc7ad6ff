// Which commands an unprivileged program may send (Linux' scsi_cmd_allowed).
#pragma once

#include <cstdint>

namespace conformance::preload::kernel {

enum class Access : std::uint8_t { reading, writing };

// `access` is how the device file was opened.
[[nodiscard]] bool is_allowed(std::uint8_t operation_code, Access access);

}  // namespace conformance::preload::kernel
