#include "conformance/inspect/iso9660/names_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace conformance::inspect::iso9660 {
namespace {

// Bytes; Joliet's are two a character. ECMA-119, File Identifier format and Directory Identifier length; Joliet
// Specification, Maximum File Identifier Length Increased and Maximum Directory Identifier Length Increased.
constexpr std::size_t longest_file_iso9660 = 30, longest_directory_iso9660 = 31, longest_joliet = 128;

void judge_characters(std::u16string_view text, HierarchyKind kind, std::string_view clause, const Where& where,
                      Findings& findings) {
  const auto permits = kind == HierarchyKind::joliet ? is_joliet_character : is_d_character;
  const auto wrong = std::ranges::find_if_not(text, permits);
  if (wrong == text.end()) return;
  findings.add(clause, where,
               fmt::format("character {:02X}h in \"{}\" is not permitted", static_cast<unsigned>(*wrong), utf8(text)));
}

void judge_version(const FileIdentifier& parts, HierarchyKind kind, const Where& where, Findings& findings) {
  constexpr std::string_view clause = "ECMA-119, File Identifier format";
  if (!parts.has_semicolon && kind == HierarchyKind::joliet) {
    findings.note(clause, where, "the identifier has no version");  // genisoimage and libisofs leave it out
    return;
  }
  if (!parts.has_semicolon) {
    findings.add(clause, where, "the identifier has no version");
    return;
  }
  const bool is_number = !parts.version.empty() && parts.version.size() <= 5 &&
                         std::ranges::all_of(parts.version, [](char16_t c) { return c >= u'0' && c <= u'9'; });
  unsigned value = 0;
  for (const char16_t digit : is_number ? parts.version : std::u16string_view{}) value = value * 10 + (digit - u'0');
  if (value < 1 || value > 32767) {
    findings.add(clause, where, fmt::format("version \"{}\" is no number from 1 to 32767", utf8(parts.version)));
  }
}

void judge_file(std::u16string_view identifier, HierarchyKind kind, const Where& where, Findings& findings) {
  const FileIdentifier parts = split(identifier);
  judge_version(parts, kind, where, findings);
  judge_characters(parts.name, kind, "ECMA-119, File Identifier", where, findings);
  judge_characters(parts.extension, kind, "ECMA-119, File Identifier", where, findings);
  const bool is_joliet = kind == HierarchyKind::joliet;
  if (!parts.has_dot && !is_joliet) {
    findings.add("ECMA-119, File Identifier format", where, "the identifier has no dot");
  }
  if (parts.name.empty() && parts.extension.empty()) {
    findings.add("ECMA-119, File Identifier format", where, "the identifier has neither name nor extension");
  }
  // Joliet's programs count the dot too: 64 characters with it. They never exceed the 128 bytes without it.
  const std::size_t length = (parts.name.size() + parts.extension.size()) * (is_joliet ? 2 : 1);
  const std::size_t longest = is_joliet ? longest_joliet : longest_file_iso9660;
  if (length > longest) {
    findings.add("ECMA-119, File Identifier format", where,
                 fmt::format("name and extension are {} bytes, more than {}", length, longest));
  }
}

void judge_directory_name(const Record& record, std::u16string_view identifier, HierarchyKind kind, const Where& where,
                          Findings& findings) {
  judge_characters(identifier, kind, "ECMA-119, Directory Identifier", where, findings);
  const std::size_t longest = kind == HierarchyKind::joliet ? longest_joliet : longest_directory_iso9660;
  if (record.identifier.size() > longest) {
    findings.add("ECMA-119, Directory Identifier length", where,
                 fmt::format("{} bytes, more than {}", record.identifier.size(), longest));
  }
}

Order compared(std::u16string_view left, std::u16string_view right, char16_t filler) {
  for (std::size_t i = 0; i < std::max(left.size(), right.size()); ++i) {
    const char16_t a = i < left.size() ? left[i] : filler;
    const char16_t b = i < right.size() ? right[i] : filler;
    if (a != b) return a < b ? Order::before : Order::after;
  }
  return Order::same;
}

// Versions descend; they are filled up with '0' on the left. ECMA-119, Order of Directory Records.
Order version_order(std::u16string_view left, std::u16string_view right) {
  if (left.size() != right.size()) return left.size() > right.size() ? Order::before : Order::after;
  return compared(right, left, u'0');
}

Order by_parts(const FileIdentifier& left, const FileIdentifier& right, char16_t filler) {
  if (const Order names = compared(left.name, right.name, filler); names != Order::same) return names;
  if (const Order both = compared(left.extension, right.extension, filler); both != Order::same) return both;
  return version_order(left.version, right.version);
}

}  // namespace

void judge_identifier(const Record& record, HierarchyKind kind, const Where& where, Findings& findings) {
  if (kind == HierarchyKind::joliet && record.identifier.size() % 2 != 0) {
    findings.add("Joliet Specification, Wide Character Byte Ordering", where,
                 fmt::format("an identifier of {} bytes is not of whole characters", record.identifier.size()));
    return;
  }
  const std::u16string text = units(record.identifier, kind);
  if (record.is_directory()) {
    judge_directory_name(record, text, kind, where, findings);
  } else {
    judge_file(text, kind, where, findings);
  }
}

Order order_of(const Record& left, const Record& right, HierarchyKind kind) {
  const std::u16string a = units(left.identifier, kind), b = units(right.identifier, kind);
  const auto parts_of = [](const Record& record, const std::u16string& text) {
    return record.is_directory() ? FileIdentifier{.name = text} : split(text);
  };
  const FileIdentifier left_parts = parts_of(left, a), right_parts = parts_of(right, b);
  const char16_t filler = kind == HierarchyKind::joliet ? u'\0' : u' ';
  const Order parts = by_parts(left_parts, right_parts, filler);
  if (kind == HierarchyKind::iso9660 || parts != Order::after) return parts;
  // Joliet's names have several dots, and "comparing the byte contents in all positions remains a suitable sorting
  // algorithm" (Joliet Specification, Sort Ordering): all programs seen compare the whole name, the dot included.
  const auto without_version = [](std::u16string_view text) { return text.substr(0, text.rfind(u';')); };
  return compared(without_version(a), without_version(b), filler) == Order::before ? Order::before : Order::after;
}

}  // namespace conformance::inspect::iso9660
