#include "conformance/trace/payload.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <fstream>

#include "conformance/trace/content_source.h"

namespace conformance::trace {
namespace {

TraceError bad(std::string text) { return {TraceError::Kind::bad_input, std::move(text)}; }

bool read_plain(const std::filesystem::path& file, std::uint64_t offset, base::MutableBytes out) {
  std::ifstream stream(file, std::ios::binary);
  stream.seekg(static_cast<std::streamoff>(offset));
  stream.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
  return static_cast<bool>(stream);
}

// A compressed file has no places to go to: it is read from its beginning.
bool read_compressed(const std::filesystem::path& file, std::uint64_t offset, base::MutableBytes out) {
  auto content = ContentSource::open(file);
  if (!content) return false;
  while (!out.empty()) {
    const auto chunk = content->next();
    if (!chunk || chunk->empty()) return false;
    const std::size_t before = std::min<std::uint64_t>(offset, chunk->size());
    const base::Bytes wanted = chunk->subspan(before, std::min(chunk->size() - before, out.size()));
    std::ranges::copy(wanted, out.begin());
    out = out.subspan(wanted.size());
    offset -= before;
  }
  return true;
}

std::expected<base::ByteBuffer, TraceError> load_digest(const DigestPayload& payload,
                                                        const std::filesystem::path& folder) {
  if (!payload.from) {
    return std::unexpected(
        bad("a payload of the trace is known by digest only and cannot be sent; record it with its data"));
  }
  const std::filesystem::path file = folder / payload.from->file;
  base::ByteBuffer bytes(payload.length);
  const bool is_read = is_compressed(file) ? read_compressed(file, payload.from->offset, bytes)
                                           : read_plain(file, payload.from->offset, bytes);
  if (!is_read) return std::unexpected(missing_bytes(file, payload));
  if (sha256(bytes) != payload.sha256) return std::unexpected(other_bytes(file, payload));
  return bytes;
}

bool equals_fill(const FillPayload& fill, base::Bytes actual) {
  return fill.length == actual.size() && std::ranges::all_of(actual, [&](auto byte) { return byte == fill.value; });
}

}  // namespace

Sha256 sha256(base::Bytes bytes) {
  Sha256 digest{};
  unsigned size = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) std::abort();
  return digest;
}

std::uint64_t size_of(const Payload& payload) {
  if (const auto* hex = std::get_if<HexPayload>(&payload)) return hex->bytes.size();
  if (const auto* fill = std::get_if<FillPayload>(&payload)) return fill->length;
  return std::get<DigestPayload>(payload).length;
}

TraceError missing_bytes(const std::filesystem::path& file, const DigestPayload& payload) {
  return bad(fmt::format("{}: has no {} bytes at {}; put the trace's data file beside the trace", file.string(),
                         payload.length, payload.from->offset));
}

TraceError other_bytes(const std::filesystem::path& file, const DigestPayload& payload) {
  return bad(fmt::format("{}: the bytes at {} are not the recorded ones; take the data file that came with the trace",
                         file.string(), payload.from->offset));
}

std::expected<base::ByteBuffer, TraceError> load(const Payload& payload, const std::filesystem::path& folder) {
  if (const auto* hex = std::get_if<HexPayload>(&payload)) return hex->bytes;
  if (const auto* fill = std::get_if<FillPayload>(&payload)) return base::ByteBuffer(fill->length, fill->value);
  return load_digest(std::get<DigestPayload>(payload), folder);
}

bool is_masked(std::span<const Mask> masks, Part part, std::uint64_t offset) {
  return std::ranges::any_of(masks, [&](const Mask& mask) {
    return mask.part == part && offset >= mask.offset && offset - mask.offset < mask.length;
  });
}

std::optional<std::uint64_t> first_difference(base::Bytes expected, base::Bytes actual, std::span<const Mask> masks,
                                              Part part) {
  const std::size_t common = std::min(expected.size(), actual.size());
  std::size_t offset = 0;
  while (true) {
    const auto differ = std::mismatch(expected.begin() + static_cast<std::ptrdiff_t>(offset),
                                      expected.begin() + static_cast<std::ptrdiff_t>(common),
                                      actual.begin() + static_cast<std::ptrdiff_t>(offset));
    offset = static_cast<std::size_t>(differ.first - expected.begin());
    if (offset == common) break;
    if (!is_masked(masks, part, offset)) return offset;
    ++offset;
  }
  if (expected.size() != actual.size()) return common;
  return std::nullopt;
}

bool equals(const Payload& payload, base::Bytes actual) {
  if (const auto* hex = std::get_if<HexPayload>(&payload)) return std::ranges::equal(hex->bytes, actual);
  if (const auto* fill = std::get_if<FillPayload>(&payload)) return equals_fill(*fill, actual);
  const auto& digest = std::get<DigestPayload>(payload);
  return digest.length == actual.size() && sha256(actual) == digest.sha256;
}

}  // namespace conformance::trace
