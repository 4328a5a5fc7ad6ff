// The volume descriptors. ECMA-119, Primary and Supplementary Volume Descriptor, Volume Descriptor Set Terminator; the
// supplementary one with Joliet's escape sequence.
#pragma once

#include <cstdint>
#include <string>

#include "driver/image/iso9660/records.h"
#include "emulator/base/bytes.h"

namespace driver::image::iso9660 {

struct VolumeIdentity {
  std::string volume_id;     // UTF-8; d-characters for ISO 9660 (up to 32), UCS-2 for Joliet (up to 16)
  std::int64_t timestamp{};  // creation and modification, seconds since 1970-01-01 UTC
};

struct VolumePlace {
  std::uint32_t blocks{};  // of the volume
  std::uint32_t path_table_size{};
  std::uint32_t little_path_table{}, big_path_table{};  // block addresses
  DirectoryRecord root;
};

[[nodiscard]] base::ByteBuffer primary_descriptor(const VolumeIdentity& identity, const VolumePlace& place);
[[nodiscard]] base::ByteBuffer joliet_descriptor(const VolumeIdentity& identity, const VolumePlace& place);
[[nodiscard]] base::ByteBuffer terminator();

}  // namespace driver::image::iso9660
