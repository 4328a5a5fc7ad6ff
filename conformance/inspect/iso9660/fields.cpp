#include "conformance/inspect/iso9660/fields.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace conformance::inspect::iso9660 {

base::Bytes field(base::Bytes bytes, std::size_t first, std::size_t last) {
  // The caller has checked the length of the structure; this only keeps a mistake of ours from reading elsewhere.
  if (first == 0 || last < first || last > bytes.size()) std::abort();
  return bytes.subspan(first - 1, last - first + 1);
}

std::uint16_t little_16(base::Bytes bytes, std::size_t position) {
  const base::Bytes b = field(bytes, position, position + 1);
  return static_cast<std::uint16_t>(b[0] | b[1] << 8);
}

std::uint16_t big_16(base::Bytes bytes, std::size_t position) {
  const base::Bytes b = field(bytes, position, position + 1);
  return static_cast<std::uint16_t>(b[0] << 8 | b[1]);
}

std::uint32_t little_32(base::Bytes bytes, std::size_t position) {
  return little_16(bytes, position) | std::uint32_t{little_16(bytes, position + 2)} << 16;
}

std::uint32_t big_32(base::Bytes bytes, std::size_t position) {
  return std::uint32_t{big_16(bytes, position)} << 16 | big_16(bytes, position + 2);
}

std::uint16_t Fields::both_16(std::size_t position, std::string_view clause) {
  const std::uint16_t first = little_16(bytes_, position), second = big_16(bytes_, position + 2);
  if (first != second) add(position, clause, fmt::format("the two byte orders say {} and {}", first, second));
  return first;
}

std::uint32_t Fields::both_32(std::size_t position, std::string_view clause) {
  const std::uint32_t first = little_32(bytes_, position), second = big_32(bytes_, position + 4);
  if (first != second) add(position, clause, fmt::format("the two byte orders say {} and {}", first, second));
  return first;
}

void Fields::expect_zero(std::size_t first, std::size_t last, std::string_view clause) {
  const base::Bytes bytes = field(bytes_, first, last);
  const auto found = std::ranges::find_if(bytes, [](std::uint8_t byte) { return byte != 0; });
  if (found == bytes.end()) return;
  const std::size_t position = first + static_cast<std::size_t>(found - bytes.begin());
  add(position, clause, fmt::format("byte position {} is {:02X}h and not zero", position, *found));
}

void Fields::add(std::size_t position, std::string_view clause, std::string text) {
  Where where = where_;
  where.byte += position - 1;
  findings_.add(clause, where, std::move(text));
}

}  // namespace conformance::inspect::iso9660
