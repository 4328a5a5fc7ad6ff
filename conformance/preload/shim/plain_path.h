// A path in absolute form without "//", "/./" and "/../", as text.
//
// Links on the way are not looked at; one at the end is (link_lookup.cpp).
#pragma once

#include <climits>

#include <algorithm>
#include <array>
#include <string_view>

namespace conformance::preload::shim {

class PlainPath {
 public:
  // False: too long.
  bool append(std::string_view text) {
    while (!text.empty()) {
      const std::size_t slash = std::min(text.find('/'), text.size());
      if (!append_part(text.substr(0, slash))) return false;
      text.remove_prefix(std::min(slash + 1, text.size()));
    }
    return true;
  }
  [[nodiscard]] std::string_view text() const { return {text_.data(), length_}; }

 private:
  bool append_part(std::string_view part) {
    if (part.empty() || part == ".") return true;
    if (part == "..") {
      length_ = std::min(text().rfind('/'), length_);
      return true;
    }
    if (length_ + 1 + part.size() > text_.size()) return false;
    text_[length_++] = '/';
    std::copy_n(part.begin(), part.size(), text_.begin() + static_cast<std::ptrdiff_t>(length_));
    length_ += part.size();
    return true;
  }
  std::array<char, PATH_MAX> text_;  // only the first length_ are ever read
  std::size_t length_{};
};

}  // namespace conformance::preload::shim
