// What a name becomes in a file system that cannot hold it as it is, and how two names are kept apart.
#pragma once

#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

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

// Keeps the names of one directory apart. `key` is what must differ.
template <typename Text>
class NameSet {
 public:
  explicit NameSet(std::size_t longest) : longest_(longest) {}

  // `wanted` cut to the longest permitted name, and if that is taken with a number before its extension: the first of
  // 000, 001, ... that is free. `separator` stands before the number.
  Text take(const NameParts<Text>& wanted, const Text& separator) {
    Text name = fitted(wanted, {});
    for (std::size_t number = 0; !taken_.insert(name).second; ++number) {
      name = fitted(wanted, separator + digits(number));
    }
    return name;
  }

 private:
  [[nodiscard]] Text fitted(const NameParts<Text>& wanted, const Text& mark) const {
    Text extension = wanted.extension.substr(0, longest_ / 2);
    const std::size_t room = longest_ - extension.size() - mark.size();
    return wanted.stem.substr(0, room) + mark + extension;
  }

  [[nodiscard]] static Text digits(std::size_t number) {
    Text text;
    for (int place = 0; place < 3 || number > 0; ++place, number /= 10) {
      text.insert(text.begin(), static_cast<typename Text::value_type>('0' + number % 10));
    }
    return text;
  }

  std::size_t longest_;
  std::set<Text> taken_;
};

}  // namespace driver::image
