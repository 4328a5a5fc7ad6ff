// Directory records: one, and those of a directory's extent.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "conformance/inspect/byte_source.h"
#include "conformance/inspect/finding.h"
#include "conformance/inspect/iso9660/text.h"
#include "emulator/base/bytes.h"

namespace conformance::inspect::iso9660 {

struct Record {
  std::uint64_t byte{};                  // its first byte in the image
  std::uint8_t attribute_blocks{};       // ECMA-119, Extended Attribute Record Length
  std::uint32_t extent{};                // address of the extent's first block, attribute record included
  std::uint32_t size{};                  // bytes
  std::optional<std::int64_t> modified;  // seconds since 1970-01-01 UTC
  std::uint8_t flags{};
  std::uint8_t unit_blocks{}, gap_blocks{};
  std::uint16_t volume_number{};
  base::ByteBuffer identifier;

  // ECMA-119, File Flags.
  [[nodiscard]] bool is_directory() const { return (flags & 0x02) != 0; }
  [[nodiscard]] bool is_associated() const { return (flags & 0x04) != 0; }
  [[nodiscard]] bool continues() const { return (flags & 0x80) != 0; }  // this is not the final record of its file
  [[nodiscard]] bool is_interleaved() const { return unit_blocks != 0; }
  // The first address of the data, and that after the last.
  [[nodiscard]] std::uint64_t data_begin() const { return std::uint64_t{extent} + attribute_blocks; }
  [[nodiscard]] std::uint64_t data_end() const;
};

// `bytes` begins with the record and holds at least its first 33 byte positions and its length. Judges what a record
// says by itself; nothing when its identifier does not fit in it. ECMA-119, Format of a Directory Record.
[[nodiscard]] std::optional<Record> parse_record(base::Bytes bytes, const Where& where, Findings& findings);

// The records of one extent, in their order. ECMA-119, Directory.
[[nodiscard]] std::vector<Record> parse_directory(base::Bytes extent, const Where& where, Findings& findings);

}  // namespace conformance::inspect::iso9660
