// Which paths are virtual device files.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "conformance/preload/shim/shim.h"

namespace conformance::preload::shim {

// What a path leads to, when it is not simply a file of the real system.
struct Place {
  enum class Kind : unsigned char { device, link };
  Kind kind{};
  wire::Node node;          // of the device, or of the device that the link leads to
  std::string_view target;  // of a link
};

enum class Follow : unsigned char { yes, no };

// `directory` is the first argument of openat and the like. Nothing: the path is none of ours.
[[nodiscard]] std::optional<Place> find_place(const Shim& shim, int directory, const char* path,
                                              Follow follow = Follow::yes);

// The device's usual name: /dev/sr0. The text lies in `place`.
using NameBuffer = std::array<char, 32>;
std::string_view device_path(const Shim& shim, wire::Node node, NameBuffer& place);

}  // namespace conformance::preload::shim
