#include "conformance/inspect/iso9660/attribute_record.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "conformance/inspect/iso9660/date.h"
#include "conformance/inspect/iso9660/fields.h"

namespace conformance::inspect::iso9660 {

void judge_attribute_record(const ByteSource& source, const Record& record, const ReadOptions& options,
                            const Where& where, Findings& findings) {
  if (record.attribute_blocks == 0) return;
  std::array<std::uint8_t, sector_bytes> sector{};
  const std::uint64_t byte = byte_of(record.extent, options);
  if (!source.read(byte, sector)) {
    findings.add("ECMA-119, Extended Attribute Record Length", where, "the record lies outside the image");
    return;
  }
  Fields fields{sector, {where.part, where.path, byte}, findings};
  (void)fields.both_16(1, "ECMA-119, Owner Identification");
  (void)fields.both_16(5, "ECMA-119, Group Identification");
  for (const std::size_t position : {11, 28, 45, 62}) {
    Date date = long_date(field(sector, position, position + 16));
    if (!date.error.empty()) fields.add(position, "ECMA-119, Date and Time Format", std::move(date.error));
  }
  (void)fields.both_16(81, "ECMA-119, Record Length");
  if (fields.byte(181) != 1) {
    fields.add(181, "ECMA-119, Extended Attribute Record Version", fmt::format("{}, not 1", fields.byte(181)));
  }
  fields.expect_zero(183, 246, "ECMA-119, Reserved for future standardization");
  (void)fields.both_16(247, "ECMA-119, Length of Application Use");
}

}  // namespace conformance::inspect::iso9660
