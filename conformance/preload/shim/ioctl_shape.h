// How much memory the third argument of a driver's request points to, each way.
#pragma once

#include <cstdint>
#include <optional>

namespace conformance::preload::shim {

struct IoctlShape {
  unsigned long request{};
  std::uint16_t in{};   // bytes that the driver reads
  std::uint16_t out{};  // bytes that it writes
  bool is_pointer{};    // false: the third argument is a value or unused
};

// Nothing for a request that no driver of ours knows; it is passed as a value and refused by the broker.
[[nodiscard]] std::optional<IoctlShape> shape_of(unsigned long request);

}  // namespace conformance::preload::shim
