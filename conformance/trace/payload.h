// Payload bytes: what they are, whether others equal them, and where they are kept.
#pragma once

#include <expected>
#include <filesystem>
#include <optional>
#include <span>

#include "conformance/trace/exchange.h"

namespace conformance::trace {

[[nodiscard]] Sha256 sha256(base::Bytes bytes);

[[nodiscard]] std::uint64_t size_of(const Payload& payload);
[[nodiscard]] inline std::uint64_t size_of(const std::optional<Payload>& payload) {
  return payload ? size_of(*payload) : 0;
}

// The bytes themselves, checked against length and digest. `folder` is the trace's.
[[nodiscard]] std::expected<base::ByteBuffer, TraceError> load(const Payload& payload,
                                                               const std::filesystem::path& folder);

// Why the bytes that are kept in `file` cannot be had: it ends before them, or they are not those of the digest.
[[nodiscard]] TraceError missing_bytes(const std::filesystem::path& file, const DigestPayload& payload);
[[nodiscard]] TraceError other_bytes(const std::filesystem::path& file, const DigestPayload& payload);

// Whether a byte of `part` is free to differ.
[[nodiscard]] bool is_masked(std::span<const Mask> masks, Part part, std::uint64_t offset);

// The first byte in which `actual` differs from `expected` where no mask allows it. A shorter side differs at its end.
[[nodiscard]] std::optional<std::uint64_t> first_difference(base::Bytes expected, base::Bytes actual,
                                                            std::span<const Mask> masks = {}, Part part = Part::in);

// Whether `actual` has the digest and length of `payload`; used before any byte is loaded.
[[nodiscard]] bool equals(const Payload& payload, base::Bytes actual);

}  // namespace conformance::trace
