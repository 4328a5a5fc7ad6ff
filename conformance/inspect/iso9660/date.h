// The two forms of a date in a volume.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "emulator/base/bytes.h"

namespace conformance::inspect::iso9660 {

struct Date {
  // Seconds since 1970-01-01 UTC, the offset of the recording taken into account; absent when not specified.
  std::optional<std::int64_t> seconds;
  std::string error;  // what is wrong with it, empty when nothing is
};

// Seven bytes. ECMA-119, Recording Date and Time.
[[nodiscard]] Date short_date(base::Bytes bytes);
// Seventeen bytes. ECMA-119, Date and Time Format.
[[nodiscard]] Date long_date(base::Bytes bytes);

}  // namespace conformance::inspect::iso9660
