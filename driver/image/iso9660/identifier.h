// Names as ISO 9660 level 2 holds them. ECMA-119, File Identifier and Directory Identifier; d-characters.
#pragma once

#include <cstddef>
#include <string>

#include "driver/image/names.h"
#include "driver/image/tree.h"

namespace driver::image::iso9660 {

// Level 2 permits 31 characters with the dot. We stop at 30 with the dot, so that a path of seven directories and a
// file with its ";1" stays within 255 bytes: 7 * (30 + 1) + 33. ECMA-119, Path length.
inline constexpr std::size_t longest_name = 30;

// Letters in upper case, digits and '_' stay, everything else becomes '_'.
[[nodiscard]] std::string d_characters(const std::u32string& points);

// Upper case letters, digits and '_'; everything else, a dot in the stem too, becomes '_'. A directory has no
// extension.
[[nodiscard]] NameParts<std::string> wanted_name(const Node& node);

// The identifier of a directory record: "NAME" for a directory, "NAME.EXT;1" or "NAME.;1" for a file.
[[nodiscard]] std::string identifier(const std::string& name, bool is_directory);

}  // namespace driver::image::iso9660
