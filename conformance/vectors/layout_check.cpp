#include "conformance/vectors/layout_check.h"

#include <algorithm>

#include "emulator/base/hex.h"

namespace conformance::vectors {
namespace {

// A spoiled line reaches one byte beyond its end, so every buffer has one more than the bytes it holds.
constexpr std::size_t spare = 1;

base::ByteBuffer with_spare(base::Bytes bytes) {
  base::ByteBuffer copy(bytes.begin(), bytes.end());
  copy.resize(bytes.size() + spare);
  return copy;
}

std::string sentence(const LayoutLine& line, std::string_view what) {
  std::string text{line.place};
  return text.append(": ")
      .append(line.side)
      .append(" ")
      .append(line.layout)
      .append(".")
      .append(line.field)
      .append(": ")
      .append(what);
}

std::uint64_t largest(const LayoutLine& line) {
  const base::ByteBuffer ones(line.end + spare, 0xFF);
  return line.get(ones);
}

std::string hex_number(std::uint64_t value) {
  base::ByteBuffer bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  const auto first = std::find_if(bytes.begin(), bytes.end() - 1, [](std::uint8_t byte) { return byte != 0; });
  return base::format_hex({first, bytes.end()});
}

// The bits that a line writes, in `length` bytes.
base::ByteBuffer bits_written(const LayoutLine& line, std::size_t length) {
  base::ByteBuffer bits(std::max(length, line.end) + spare);
  line.set(bits, largest(line));
  return bits;
}

// The bit that means 1: the lowest one of the last byte.
base::ByteBuffer least_bit_of(base::Bytes bits) {
  base::ByteBuffer one(bits.size());
  for (std::size_t i = bits.size(); i-- > 0;) {
    if (bits[i] == 0) continue;
    one[i] = static_cast<std::uint8_t>(bits[i] & -bits[i]);
    break;
  }
  return one;
}

// Why the line cannot be judged by this vector, or nothing.
std::string misfit(const LayoutLine& line, const Vector& vector) {
  const auto value = vector.fields.find(line.field);
  if (value == vector.fields.end()) return sentence(line, "the vector has no such field");
  if (line.end > vector.bytes.size()) return sentence(line, "ends after the vector's last byte");
  if (value->second > largest(line)) return sentence(line, "cannot hold " + hex_number(value->second));
  return {};
}

bool agree(base::Bytes left, base::Bytes right, base::Bytes where) {
  for (std::size_t i = 0; i < where.size(); ++i) {
    if (((left[i] ^ right[i]) & where[i]) != 0) return false;
  }
  return true;
}

}  // namespace

std::vector<Codec> codecs(std::span<const LayoutLine> lines) {
  std::vector<Codec> all;
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin;
    while (end < lines.size() && lines[end].name_space == lines[begin].name_space) ++end;
    all.push_back(lines.subspan(begin, end - begin));
    begin = end;
  }
  return all;
}

std::vector<std::string> differences(Codec codec, const Vector& vector) {
  std::vector<std::string> found;
  const base::ByteBuffer bytes = with_spare(vector.bytes);
  base::ByteBuffer written(bytes.size());
  for (const LayoutLine& line : codec) {
    if (std::string reason = misfit(line, vector); !reason.empty()) {
      found.push_back(std::move(reason));
      continue;
    }
    const std::uint64_t expected = vector.fields.find(line.field)->second;
    const std::uint64_t value = line.get(bytes);
    if (value != expected) {
      found.push_back(sentence(line, "reads " + hex_number(value) + ", the vector says " + hex_number(expected)));
    }
    line.set(written, expected);
  }
  if (!found.empty()) return found;
  for (const LayoutLine& line : codec) {
    if (agree(written, bytes, bits_written(line, vector.bytes.size()))) continue;
    found.push_back(sentence(line, "all fields together write " + base::format_hex({written.data(), line.end}) +
                                       ", the vector has " + base::format_hex({bytes.data(), line.end})));
  }
  return found;
}

std::vector<std::string> differences(Codec codec, const Sheet& sheet) {
  std::vector<std::string> found;
  for (const LayoutLine& line : codec) {
    const auto field = sheet.fields.find(line.field);
    if (field == sheet.fields.end()) {
      found.push_back(sentence(line, "the sheet has no such field"));
      continue;
    }
    base::ByteBuffer expected = field->second;
    base::ByteBuffer bits = bits_written(line, expected.size());
    expected.resize(bits.size());
    base::ByteBuffer one(bits.size());
    line.set(one, 1);
    if (bits == expected && one != least_bit_of(expected)) {
      found.push_back(sentence(line, "is not most significant byte first"));
    }
    if (bits != expected) {
      found.push_back(
          sentence(line, "covers " + base::format_hex(bits) + ", the sheet says " + base::format_hex(expected)));
    }
  }
  return found;
}

}  // namespace conformance::vectors
