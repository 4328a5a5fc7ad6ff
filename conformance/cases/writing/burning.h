// The steps that writing cases share: where the open track takes the next block, writing there, closing.
#pragma once

#include "conformance/cases/disc_requests.h"

namespace conformance::cases::writing {

struct OpenTrack {
  std::uint64_t number{};
  std::uint64_t next{};  // next writable address
  std::uint64_t free{};  // blocks
};

// The track that takes the next block; its address must be valid.
[[nodiscard]] OpenTrack open_track(Judge& judge);

[[nodiscard]] base::ByteBuffer random_blocks(Judge& judge, std::uint64_t count);
[[nodiscard]] base::ByteBuffer write_10(std::uint64_t address, std::uint64_t count);

// In transfers of at most 32 blocks. A drive may refuse one while its buffer is full; that passes.
void write(Judge& judge, std::uint64_t address, base::Bytes data);
void synchronize(Judge& judge);
void close_track(Judge& judge, std::uint64_t number);
void close_session(Judge& judge);
// What is read there must be `data`.
void read_back(Judge& judge, std::uint64_t address, base::Bytes data);

}  // namespace conformance::cases::writing
