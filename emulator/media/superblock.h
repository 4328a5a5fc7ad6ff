// The fixed head of a disc file: where everything is and how much of the log counts. README.md, Superblock.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <string>

#include "emulator/base/bytes.h"
#include "emulator/base/units.h"
#include "emulator/media/layout.h"

namespace emulator::media {

inline constexpr std::array<std::uint8_t, 8> disc_file_magic{0x89, 'B', 'B', 'D', '\r', '\n', 0x1A, '\n'};
inline constexpr std::uint16_t disc_file_version = 1;
inline constexpr std::int64_t superblock_bytes = 4096;
inline constexpr std::int64_t sector_rest_bytes = 304;
inline constexpr std::int64_t subchannel_bytes = 96;

// Fixed when the disc is made. Offsets are bytes from the start of the file; 0 where there is no such area.
struct Geometry {
  ProfileNumber profile{};
  base::BlockRange addresses{};
  std::int64_t user_data_offset{};
  std::int64_t sector_rest_offset{};
  std::int64_t subchannel_offset{};
  std::int64_t log_offset{};

  bool operator==(const Geometry&) const = default;
  [[nodiscard]] std::int64_t offset_of(base::Lba address) const {
    return user_data_offset + (address - addresses.first).value * base::block_bytes;
  }
};

// Where the areas of a disc with these addresses go.
[[nodiscard]] Geometry plan_geometry(ProfileNumber profile, base::BlockRange addresses);

// Whether a disc of this profile has the two areas of raw CD sectors.
[[nodiscard]] bool is_cd(ProfileNumber profile);

struct Superblock {
  Geometry geometry;
  std::uint64_t generation{};
  std::int64_t log_length{};
};

struct SuperblockFault {
  bool is_newer_version{};
  std::string detail;
};

[[nodiscard]] base::ByteBuffer encode_superblock(const Superblock& superblock);
[[nodiscard]] std::expected<Superblock, SuperblockFault> decode_superblock(base::Bytes bytes);

// The offset of the copy that holds this generation.
[[nodiscard]] constexpr std::int64_t superblock_offset(std::uint64_t generation) {
  return generation % 2 == 0 ? 0 : superblock_bytes;
}

}  // namespace emulator::media
