#include "emulator/media/metadata_log.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "emulator/base/checksum.h"
#include "emulator/media/big_endian.h"

namespace emulator::media {
namespace {

constexpr std::array<std::uint8_t, 4> batch_magic{'B', 'B', 'L', 'G'};
constexpr std::size_t header_bytes = 32;
constexpr std::size_t checksum_at = 4;
constexpr std::size_t after_checksum = 8;

// Over header and records as if the checksum field were zero.
std::uint32_t checksum(base::Bytes batch) {
  constexpr std::array<std::uint8_t, 4> zeros{};
  std::uint32_t sum = base::crc32c(batch.first(checksum_at));
  sum = base::crc32c(zeros, sum);
  return base::crc32c(batch.subspan(after_checksum), sum);
}

}  // namespace

base::ByteBuffer encode_batch(const LogEnd& end, base::Bytes records) {
  FieldWriter out;
  for (const std::uint8_t byte : batch_magic) out.number(byte, 1);
  out.number(0, 4);
  out.number(end.generation + 1, 8);
  out.number(records.size(), 4);
  out.number(end.checksum, 4);
  out.number(0, 8);
  base::ByteBuffer batch = out.take();
  batch.insert(batch.end(), records.begin(), records.end());
  const std::uint32_t sum = checksum(batch);
  for (std::size_t i = 0; i < 4; ++i) batch[checksum_at + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
  return batch;
}

std::expected<Batch, std::string> decode_batch(const LogEnd& before, base::Bytes bytes) {
  FieldReader in{bytes};
  const base::Bytes magic = in.raw(batch_magic.size());
  const auto stored = static_cast<std::uint32_t>(in.number(4));
  const std::uint64_t generation = in.number(8);
  const std::uint64_t length = in.number(4);
  const std::uint64_t previous = in.number(4);
  in.raw(8);
  const base::Bytes records = in.raw(length);
  const std::string place = fmt::format("batch {} at byte {} of the log", before.generation + 1, before.length);
  if (in.failed()) return std::unexpected(place + " is cut off");
  if (!std::ranges::equal(magic, batch_magic)) return std::unexpected(place + " has no magic");
  if (stored != checksum(bytes.first(header_bytes + length))) return std::unexpected(place + " has a wrong checksum");
  if (generation != before.generation + 1) {
    return std::unexpected(fmt::format("{} says it is generation {}", place, generation));
  }
  if (previous != before.checksum) return std::unexpected(place + " does not follow the batch before it");
  return Batch{{generation, stored, before.length + static_cast<std::int64_t>(header_bytes + length)}, records};
}

}  // namespace emulator::media
