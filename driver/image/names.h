// What a name becomes in a file system that cannot hold it as it is, and how two names are kept apart.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace driver::image {

// UTF-8 to code points; a byte that is no part of valid UTF-8 becomes U+FFFD. RFC 3629.
[[nodiscard]] std::u32string code_points(std::string_view utf8);
// And back.
[[nodiscard]] std::string utf8(std::u16string_view units);

// A name cut into the two parts that mangling treats apart: the extension begins at the last dot, if a dot stands
// neither first nor last.
template <typename Text>
struct NameParts {
  Text stem;
  Text extension;  // with its dot; empty when there is none
};

template <typename Text>
[[nodiscard]] NameParts<Text> split_name(const Text& name) {
  const auto dot = name.rfind(typename Text::value_type('.'));
  if (dot == Text::npos || dot == 0 || dot + 1 == name.size()) return {name, {}};
  return {name.substr(0, dot), name.substr(dot)};
}

// Keeps the names of one directory apart.
template <typename Text>
class NameSet {
 public:
  explicit NameSet(std::size_t longest) : longest_(longest) {}

  // `wanted` cut to the longest permitted name, and if that is taken with a number before its extension: the first of
  // 000, 001, ... 999, 1000, ... that is free. `separator` stands before the number. Dots at the end become '_', since
  // Linux, Windows and libisofs read a Joliet name without them, so that "a." would meet "a".
  Text take(const NameParts<Text>& wanted, const Text& separator) {
    if (Text name = fitted(wanted, {}); taken_.insert(name).second) return name;
    std::size_t end = 1000;
    for (std::size_t first = 0, width = 3;; first = end, end *= 10, ++width) {
      // Names whose stems are cut to the same share their numbers, so that no number is tried twice and a folder of
      // equal names takes linear time.
      std::size_t& next = next_number_.try_emplace(fitted(wanted, separator + digits(0, width)), first).first->second;
      while (next < end) {
        if (Text name = fitted(wanted, separator + digits(next++, width)); taken_.insert(name).second) return name;
      }
    }
  }

 private:
  [[nodiscard]] Text fitted(const NameParts<Text>& wanted, const Text& mark) const {
    Text extension = wanted.extension.substr(0, longest_ / 2);
    const std::size_t room = longest_ - extension.size() - mark.size();
    Text name = wanted.stem.substr(0, room) + mark + extension;
    for (std::size_t end = name.size(); end > 0 && name[end - 1] == typename Text::value_type('.'); --end) {
      name[end - 1] = typename Text::value_type('_');
    }
    return name;
  }

  [[nodiscard]] static Text digits(std::size_t number, std::size_t width) {
    Text text(width, typename Text::value_type('0'));
    for (std::size_t place = width; place-- > 0; number /= 10) {
      text[place] = static_cast<typename Text::value_type>('0' + number % 10);
    }
    return text;
  }

  std::size_t longest_;
  std::unordered_set<Text> taken_;
  std::unordered_map<Text, std::size_t> next_number_;  // by the name that number 0 of the same width would give
};

}  // namespace driver::image
