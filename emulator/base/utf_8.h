// Whether bytes of somebody else, as the name of a file, are the text that JSON holds.
#pragma once

#include <string_view>

namespace base {

// RFC 3629: no surrogates, no overlong forms, nothing above U+10FFFF.
[[nodiscard]] bool is_utf_8(std::string_view text);

}  // namespace base
