// What a driver says to a call: a number and memory that changed, or an errno.
#pragma once

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <expected>
#include <type_traits>

#include "emulator/base/bytes.h"

namespace conformance::preload::kernel {

struct Done {
  std::int64_t value{};
  base::ByteBuffer bytes;  // what the call's third argument points to afterwards
};
using Errno = int;
using Answer = std::expected<Done, Errno>;

// A driver's word to the one who asked it that the request is not its own (ENOIOCTLCMD, include/linux/errno.h); no
// program ever sees it.
inline constexpr Errno not_mine = 515;

inline bool is_error(const Answer& answer, Errno error) { return !answer && answer.error() == error; }

// A structure of the kernel's interface, as it lies in the caller's memory, and back.
template <typename Value>
  requires std::is_trivially_copyable_v<Value>
Answer answer_with(const Value& value) {
  Done done{.bytes = base::ByteBuffer(sizeof value)};
  std::memcpy(done.bytes.data(), &value, sizeof value);
  return done;
}

// The shim sends exactly the bytes that the request's shape says.
template <typename Value>
  requires std::is_trivially_copyable_v<Value>
std::expected<Value, Errno> argument_as(base::Bytes bytes) {
  Value value{};
  if (bytes.size() != sizeof value) return std::unexpected(EINVAL);
  std::memcpy(&value, bytes.data(), sizeof value);
  return value;
}

}  // namespace conformance::preload::kernel
