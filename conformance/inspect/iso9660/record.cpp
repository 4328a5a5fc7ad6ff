#include "conformance/inspect/iso9660/record.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "conformance/inspect/iso9660/date.h"
#include "conformance/inspect/iso9660/fields.h"

namespace conformance::inspect::iso9660 {
namespace {

constexpr std::size_t fixed_part = 33;  // byte positions before the identifier

void judge_flags(const Record& record, Fields& fields) {
  constexpr std::uint8_t reserved = 0x60;
  if ((record.flags & reserved) != 0) {
    fields.add(26, "ECMA-119, File Flags", fmt::format("{:02X}h has a reserved bit set", record.flags));
  }
  constexpr std::uint8_t of_files_alone = 0x04 | 0x08 | 0x80;  // associated file, record, multi-extent
  if (record.is_directory() && (record.flags & of_files_alone) != 0) {
    fields.add(26, "ECMA-119, File Flags",
               fmt::format("{:02X}h, but a directory has bits 2, 3 and 7 clear", record.flags));
  }
}

void judge_interleave(const Record& record, Fields& fields) {
  if ((record.unit_blocks == 0) != (record.gap_blocks == 0)) {
    fields.add(27, "ECMA-119, File Unit Size",
               fmt::format("file unit of {} blocks with a gap of {}; both are zero or neither is", record.unit_blocks,
                           record.gap_blocks));
  }
  if (record.is_directory() && record.is_interleaved()) {
    fields.add(27, "ECMA-119, Directory", "a directory is not recorded in interleaved mode");
  }
}

}  // namespace

std::uint64_t Record::data_end() const {
  return data_begin() + (std::uint64_t{size} + sector_bytes - 1) / sector_bytes;
}

std::optional<Record> parse_record(base::Bytes bytes, const Where& where, Findings& findings) {
  const std::size_t length = bytes[0];
  Fields fields{bytes.first(length), where, findings};
  const std::size_t identifier_length = fields.byte(33);
  if (identifier_length == 0 || fixed_part + identifier_length > length) {
    fields.add(33, "ECMA-119, Length of File Identifier",
               fmt::format("{} bytes do not fit in a record of {}", identifier_length, length));
    return std::nullopt;
  }
  Record record;
  record.byte = where.byte;
  record.attribute_blocks = fields.byte(2);
  record.extent = fields.both_32(3, "ECMA-119, Location of Extent");
  record.size = fields.both_32(11, "ECMA-119, Data Length");
  Date date = short_date(field(bytes, 19, 25));
  if (!date.error.empty()) fields.add(19, "ECMA-119, Recording Date and Time", std::move(date.error));
  record.modified = date.seconds;
  record.flags = fields.byte(26);
  record.unit_blocks = fields.byte(27);
  record.gap_blocks = fields.byte(28);
  record.volume_number = fields.both_16(29, "ECMA-119, Volume Sequence Number");
  const base::Bytes identifier = field(bytes, fixed_part + 1, fixed_part + identifier_length);
  record.identifier.assign(identifier.begin(), identifier.end());
  judge_flags(record, fields);
  judge_interleave(record, fields);
  if (record.is_interleaved()) {
    findings.note("ECMA-119, Interleaved mode", where, "an interleaved file, whose blocks are not followed here");
  }
  const std::size_t padding = fixed_part + identifier_length + 1;
  if (identifier_length % 2 == 0 && length < padding) {
    fields.add(1, "ECMA-119, Padding Field", "an identifier of even length is followed by none");
  } else if (identifier_length % 2 == 0) {
    fields.expect_zero(padding, padding, "ECMA-119, Padding Field");
  }
  if (length % 2 != 0) {
    // System Use makes up for it: "a (00) byte shall be added so that the record comprises an even number of bytes".
    fields.add(1, "ECMA-119, Length of Directory Record", fmt::format("{} is odd", length));
  }
  return record;
}

std::vector<Record> parse_directory(base::Bytes extent, const Where& where, Findings& findings) {
  std::vector<Record> records;
  for (std::size_t sector = 0; sector + sector_bytes <= extent.size(); sector += sector_bytes) {
    const base::Bytes bytes = extent.subspan(sector, sector_bytes);
    std::size_t at = 0;
    while (at < bytes.size() && bytes[at] != 0) {
      const std::size_t length = bytes[at];
      const Where here{where.part, where.path, where.byte + sector + at};
      if (length <= fixed_part || at + length > bytes.size()) {
        findings.add(
            "ECMA-119, Directory", here,
            fmt::format("a record of {} bytes at byte {} of its sector is too short or crosses its end", length, at));
        at = bytes.size();
        break;
      }
      if (auto record = parse_record(bytes.subspan(at), here, findings)) records.push_back(std::move(*record));
      at += length;
    }
    if (at < bytes.size()) {
      Fields{bytes, {where.part, where.path, where.byte + sector}, findings}.expect_zero(at + 1, sector_bytes,
                                                                                         "ECMA-119, Directory");
    }
  }
  return records;
}

}  // namespace conformance::inspect::iso9660
