// Bytes and nothing else: the vocabulary of every room.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace base {

using Bytes = std::span<const std::uint8_t>;
using MutableBytes = std::span<std::uint8_t>;
using ByteBuffer = std::vector<std::uint8_t>;

}  // namespace base
