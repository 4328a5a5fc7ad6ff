// Characters and identifiers of a volume, in both hierarchies as 16-bit units: ISO 9660's bytes are widened.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "emulator/base/bytes.h"

namespace conformance::inspect::iso9660 {

enum class HierarchyKind : std::uint8_t { iso9660, joliet };

[[nodiscard]] std::string_view part_name(HierarchyKind kind);  // "Joliet hierarchy"

// ECMA-119, Character sets and coding.
[[nodiscard]] bool is_d_character(char16_t unit);
[[nodiscard]] bool is_a_character(char16_t unit);
// Joliet Specification, Allowed Character Set.
[[nodiscard]] bool is_joliet_character(char16_t unit);

// The units of an identifier; Joliet's are most significant byte first, and an odd last byte is left out.
[[nodiscard]] std::u16string units(base::Bytes identifier, HierarchyKind kind);
// For people and paths; pairs of surrogates, which some programs record, become one character.
[[nodiscard]] std::string utf8(std::u16string_view units);

// NAME.EXTENSION;VERSION: the extension begins at the last dot, the version at the last semicolon.
// ECMA-119, File Identifier format.
struct FileIdentifier {
  std::u16string_view name, extension, version;
  bool has_dot{}, has_semicolon{};
};
[[nodiscard]] FileIdentifier split(std::u16string_view identifier);

}  // namespace conformance::inspect::iso9660
