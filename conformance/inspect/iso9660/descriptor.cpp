#include "conformance/inspect/iso9660/descriptor.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "conformance/inspect/iso9660/date.h"
#include "conformance/inspect/iso9660/fields.h"

namespace conformance::inspect::iso9660 {
namespace {

constexpr std::string_view standard_identifier = "CD001";

bool is_d_or_space(char16_t unit) { return is_d_character(unit) || unit == u' '; }
// d-characters and both separators, filled up with spaces.
bool is_of_file_identifier(char16_t unit) { return is_d_or_space(unit) || unit == u'.' || unit == u';'; }

struct TextField {
  std::size_t first, last;  // byte positions
  bool (*permits)(char16_t);
  std::string_view clause;
};
constexpr std::array text_fields{
    TextField{9, 40, is_a_character, "ECMA-119, System Identifier"},
    TextField{41, 72, is_d_or_space, "ECMA-119, Volume Identifier"},
    TextField{191, 318, is_d_or_space, "ECMA-119, Volume Set Identifier"},
    TextField{319, 446, is_a_character, "ECMA-119, Publisher Identifier"},
    TextField{447, 574, is_a_character, "ECMA-119, Data Preparer Identifier"},
    TextField{575, 702, is_a_character, "ECMA-119, Application Identifier"},
    TextField{703, 739, is_of_file_identifier, "ECMA-119, Copyright File Identifier"},
    TextField{740, 776, is_of_file_identifier, "ECMA-119, Abstract File Identifier"},
    TextField{777, 813, is_of_file_identifier, "ECMA-119, Bibliographic File Identifier"},
};

struct DateField {
  std::size_t first;
  std::string_view clause;
};
constexpr std::array date_fields{
    DateField{814, "ECMA-119, Volume Creation Date and Time"},
    DateField{831, "ECMA-119, Volume Modification Date and Time"},
    DateField{848, "ECMA-119, Volume Expiration Date and Time"},
    DateField{865, "ECMA-119, Volume Effective Date and Time"},
};

// Joliet's texts may hold separators as a file identifier does, and zeros where a program filled them up so, or behind
// the eighteenth character of a field of 37 bytes.
bool is_of_joliet_text(char16_t unit) { return is_joliet_character(unit) || unit == u';' || unit == 0; }

void judge_texts(Fields& fields, HierarchyKind kind) {
  for (const TextField& text : text_fields) {
    const auto permits = kind == HierarchyKind::joliet ? is_of_joliet_text : text.permits;
    const std::u16string characters = units(field(fields.bytes(), text.first, text.last), kind);
    const auto wrong = std::ranges::find_if_not(characters, permits);
    if (wrong != characters.end()) {
      const auto unit = static_cast<unsigned>(*wrong);
      fields.add(text.first, text.clause, fmt::format("character {:02X}h is not permitted here", unit));
    }
  }
}

void judge_dates(Fields& fields) {
  for (const DateField& date : date_fields) {
    Date parsed = long_date(field(fields.bytes(), date.first, date.first + 16));
    if (!parsed.error.empty()) fields.add(date.first, date.clause, std::move(parsed.error));
  }
}

// What the primary descriptor leaves unused and Joliet's has for flags and escape sequences.
void judge_by_kind(Fields& fields, HierarchyKind kind) {
  if (kind == HierarchyKind::iso9660) {
    fields.expect_zero(8, 8, "ECMA-119, Unused Field");
    fields.expect_zero(89, 120, "ECMA-119, Unused Field");
    return;
  }
  fields.expect_zero(8, 8, "Joliet Specification, SVD Volume Flags Field");
  fields.expect_zero(92, 120, "ECMA-119, Escape Sequences");
}

void judge_root(const Descriptor& descriptor, Fields& fields) {
  constexpr std::size_t root_bytes = 34;
  if (fields.byte(157) != root_bytes || !descriptor.root) {
    fields.add(157, "ECMA-119, Directory Record for Root Directory",
               fmt::format("a record of {} bytes, not {}", fields.byte(157), root_bytes));
    return;
  }
  if (!descriptor.root->is_directory()) {
    fields.add(157 + 25, "ECMA-119, Directory Record for Root Directory", "the record is not of a directory");
  }
  if (descriptor.root->identifier != base::ByteBuffer{0}) {
    fields.add(157 + 33, "ECMA-119, Reserved Directory Identifiers", "the root's identifier is not a single (00) byte");
  }
}

void judge_numbers(const Descriptor& descriptor, Fields& fields) {
  if (descriptor.volume_set_size == 0) fields.add(121, "ECMA-119, Volume Set Size", "the volume set has no volume");
  if (descriptor.volume_number == 0 || descriptor.volume_number > descriptor.volume_set_size) {
    fields.add(125, "ECMA-119, Volume Sequence Number",
               fmt::format("volume {} of {}", descriptor.volume_number, descriptor.volume_set_size));
  }
  if (fields.byte(882) != 1) {
    fields.add(882, "ECMA-119, File Structure Version", fmt::format("{}, not 1", fields.byte(882)));
  }
}

}  // namespace

bool is_descriptor(base::Bytes sector) {
  return std::ranges::equal(field(sector, 2, 6), standard_identifier,
                            [](std::uint8_t byte, char c) { return byte == static_cast<std::uint8_t>(c); });
}

bool is_joliet(base::Bytes sector) {
  // UCS-2 level 1, 2 or 3. Joliet Specification, SVD Escape Sequences Field.
  const base::Bytes escape = field(sector, 89, 91);
  return escape[0] == 0x25 && escape[1] == 0x2F && (escape[2] == 0x40 || escape[2] == 0x43 || escape[2] == 0x45);
}

void judge_descriptor(base::Bytes sector, const Where& where, Findings& findings) {
  Fields fields{sector, where, findings};
  const std::uint8_t type = fields.byte(1);
  if (type > static_cast<std::uint8_t>(DescriptorType::partition) &&
      type != static_cast<std::uint8_t>(DescriptorType::terminator)) {
    fields.add(1, "ECMA-119, Volume Descriptor Type", fmt::format("{} is reserved", type));
  }
  if (fields.byte(7) != 1) {
    fields.add(7, "ECMA-119, Volume Descriptor Version", fmt::format("{}, not 1", fields.byte(7)));
  }
  if (type == static_cast<std::uint8_t>(DescriptorType::terminator)) {
    fields.expect_zero(8, sector_bytes, "ECMA-119, Volume Descriptor Set Terminator");
  }
}

Descriptor parse_descriptor(base::Bytes sector, HierarchyKind kind, const Where& where, Findings& findings) {
  Fields fields{sector, where, findings};
  Descriptor descriptor;
  descriptor.byte = where.byte;
  descriptor.kind = kind;
  descriptor.volume_blocks = fields.both_32(81, "ECMA-119, Volume Space Size");
  descriptor.volume_set_size = fields.both_16(121, "ECMA-119, Volume Set Size");
  descriptor.volume_number = fields.both_16(125, "ECMA-119, Volume Sequence Number");
  descriptor.block_bytes = fields.both_16(129, "ECMA-119, Logical Block Size");
  descriptor.path_table_bytes = fields.both_32(133, "ECMA-119, Path Table Size");
  descriptor.little_path_table = little_32(sector, 141);
  descriptor.optional_little_path_table = little_32(sector, 145);
  descriptor.big_path_table = big_32(sector, 149);
  descriptor.optional_big_path_table = big_32(sector, 153);
  if (fields.byte(157) >= 34) {
    descriptor.root = parse_record(sector.subspan(156), {where.part, where.path, where.byte + 156}, findings);
  }
  fields.expect_zero(73, 80, "ECMA-119, Unused Field");
  fields.expect_zero(883, 883, "ECMA-119, Reserved for future standardization");
  fields.expect_zero(1396, sector_bytes, "ECMA-119, Reserved for future standardization");
  judge_by_kind(fields, kind);
  judge_texts(fields, kind);
  judge_dates(fields);
  judge_root(descriptor, fields);
  judge_numbers(descriptor, fields);
  return descriptor;
}

}  // namespace conformance::inspect::iso9660
