// What a trace's first line calls the medium in the drive: the name by which `bbdrive disc new --medium` makes one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace conformance::trace {

// By the drive's current profile; nothing without a medium or for a profile that no medium of ours has.
[[nodiscard]] std::optional<std::string> medium_name(std::uint16_t profile);

}  // namespace conformance::trace
