#include "emulator/media/superblock.h"

#include <fmt/format.h>

#include <algorithm>

#include "emulator/base/checksum.h"
#include "emulator/media/big_endian.h"

namespace emulator::media {
namespace {

constexpr std::int64_t area_alignment = 4096;
constexpr std::size_t checksum_at = 12;

constexpr std::int64_t aligned(std::int64_t offset) {
  return (offset + area_alignment - 1) / area_alignment * area_alignment;
}

std::uint32_t checksum(base::ByteBuffer bytes) {
  std::fill_n(bytes.begin() + checksum_at, 4, std::uint8_t{0});
  return base::crc32c(bytes);
}

Superblock read_fields(FieldReader& in) {
  Superblock superblock;
  superblock.geometry.profile = static_cast<ProfileNumber>(in.number(2));
  in.raw(4);  // the checksum
  superblock.generation = in.number(8);
  Geometry& geometry = superblock.geometry;
  geometry.addresses.first = in.address();
  geometry.addresses.count = base::BlockCount{static_cast<std::int64_t>(in.number(4))};
  geometry.user_data_offset = static_cast<std::int64_t>(in.number(8));
  geometry.sector_rest_offset = static_cast<std::int64_t>(in.number(8));
  geometry.subchannel_offset = static_cast<std::int64_t>(in.number(8));
  geometry.log_offset = static_cast<std::int64_t>(in.number(8));
  superblock.log_length = static_cast<std::int64_t>(in.number(8));
  return superblock;
}

}  // namespace

Geometry plan_geometry(ProfileNumber profile, base::BlockRange addresses) {
  Geometry geometry{.profile = profile, .addresses = addresses, .user_data_offset = 2 * superblock_bytes};
  std::int64_t end = aligned(geometry.user_data_offset + addresses.count.value * base::block_bytes);
  if (is_cd(profile)) {
    geometry.sector_rest_offset = end;
    end = aligned(end + addresses.count.value * sector_rest_bytes);
    geometry.subchannel_offset = end;
    end = aligned(end + addresses.count.value * subchannel_bytes);
  }
  geometry.log_offset = end;
  return geometry;
}

bool is_cd(ProfileNumber profile) {
  return profile == ProfileNumber::cd_rom || profile == ProfileNumber::cd_r || profile == ProfileNumber::cd_rw;
}

base::ByteBuffer encode_superblock(const Superblock& superblock) {
  const Geometry& geometry = superblock.geometry;
  FieldWriter out;
  for (const std::uint8_t byte : disc_file_magic) out.number(byte, 1);
  out.number(disc_file_version, 2);
  out.number(static_cast<std::uint16_t>(geometry.profile), 2);
  out.number(0, 4);
  out.number(superblock.generation, 8);
  out.address(geometry.addresses.first);
  out.number(static_cast<std::uint64_t>(geometry.addresses.count.value), 4);
  for (const std::int64_t offset : {geometry.user_data_offset, geometry.sector_rest_offset, geometry.subchannel_offset,
                                    geometry.log_offset, superblock.log_length}) {
    out.number(static_cast<std::uint64_t>(offset), 8);
  }
  base::ByteBuffer bytes = out.take();
  bytes.resize(superblock_bytes);
  const std::uint32_t sum = checksum(bytes);
  for (std::size_t i = 0; i < 4; ++i) bytes[checksum_at + i] = static_cast<std::uint8_t>(sum >> (24 - 8 * i));
  return bytes;
}

std::expected<Superblock, SuperblockFault> decode_superblock(base::Bytes bytes) {
  FieldReader in{bytes};
  const base::Bytes magic = in.raw(disc_file_magic.size());
  if (!std::ranges::equal(magic, disc_file_magic)) return std::unexpected(SuperblockFault{.detail = "no magic"});
  const std::uint64_t version = in.number(2);
  if (version > disc_file_version) {
    return std::unexpected(SuperblockFault{.is_newer_version = true, .detail = fmt::format("version {}", version)});
  }
  const std::uint64_t stored = FieldReader{bytes.subspan(checksum_at, 4)}.number(4);
  if (version == 0 || stored != checksum({bytes.begin(), bytes.end()})) {
    return std::unexpected(SuperblockFault{.detail = "wrong checksum"});
  }
  return read_fields(in);
}

}  // namespace emulator::media
