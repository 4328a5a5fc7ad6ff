// Whole messages over a stream socket, with a descriptor beside them where one is passed.
#pragma once

#include <sys/uio.h>

#include <span>

namespace conformance::preload::stream {

inline constexpr std::size_t most_parts = 8;

// Sends every byte of the parts, of which there are at most `most_parts`; `passed_descriptor` goes with the first when
// it is not -1. False: the peer is gone or the memory cannot be read.
[[nodiscard]] bool send(int socket, std::span<const iovec> parts, int passed_descriptor = -1);

// Fills the parts. `passed_descriptor`, if given, receives the first descriptor that came with them, or -1; others are
// closed. False: the peer is gone, perhaps in the middle.
[[nodiscard]] bool receive(int socket, std::span<const iovec> parts, int* passed_descriptor = nullptr);

}  // namespace conformance::preload::stream
