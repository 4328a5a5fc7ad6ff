// Names as Joliet holds them: UCS-2. Joliet Specification, Allowed Character Set and Relaxed restrictions.
#pragma once

#include <cstddef>
#include <string>

#include "driver/image/names.h"
#include "driver/image/tree.h"
#include "emulator/base/bytes.h"

namespace driver::image::joliet {

inline constexpr std::size_t longest_name = 64;  // characters, without the version

// Control characters and * / : ; ? \ become '_', and so does a character beyond UCS-2: Joliet knows no surrogates.
[[nodiscard]] std::u16string permitted(const std::u32string& points);

// A node's name of permitted characters; a directory has no extension.
[[nodiscard]] NameParts<std::u16string> wanted_name(const Node& node);

// The identifier of a directory record: UCS-2, most significant byte first, a file's with ";1".
[[nodiscard]] base::ByteBuffer identifier(const std::u16string& name, bool is_directory);

[[nodiscard]] base::ByteBuffer ucs2(const std::u16string& text);

}  // namespace driver::image::joliet
