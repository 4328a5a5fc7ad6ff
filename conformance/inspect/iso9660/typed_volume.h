// A small volume for tests, typed from ECMA-119 and the Joliet Specification block by block:
//
//   16 primary descriptor   17 Joliet descriptor   18 terminator
//   19 type L, 20 type M path table   21, 22 the same of Joliet
//   23 root: A.TXT, SUB   24 SUB: B   25, 26 the same of Joliet: a.txt, sub with b
//   27 the bytes of A.TXT ("hello")   28 and 29 those of B (2049 times 'b')
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "emulator/base/bytes.h"
#include "emulator/base/hex.h"

namespace conformance::inspect::iso9660 {

inline base::ByteBuffer hex_bytes(std::string_view hex) {
  auto bytes = base::parse_hex(hex);
  if (!bytes) std::abort();
  return *bytes;
}

inline base::ByteBuffer wide(std::string_view text) {
  base::ByteBuffer bytes;
  for (const char c : text) bytes.insert(bytes.end(), {0, static_cast<std::uint8_t>(c)});
  return bytes;
}

inline base::ByteBuffer narrow(std::string_view text) { return {text.begin(), text.end()}; }

class TypedVolume {
 public:
  TypedVolume() : bytes_(std::size_t{30} * 2048) {
    put_descriptor(16, 1);
    put_descriptor(17, 2);
    put(18, 1, hex_bytes("FF 43 44 30 30 31 01"));
    put(19, 1, hex_bytes("01 00 17 00 00 00 01 00 00 00  03 00 18 00 00 00 01 00 53 55 42 00"));
    put(20, 1, hex_bytes("01 00 00 00 00 17 00 01 00 00  03 00 00 00 00 18 00 01 53 55 42 00"));
    put(21, 1, hex_bytes("01 00 19 00 00 00 01 00 00 00  06 00 1A 00 00 00 01 00 00 73 00 75 00 62"));
    put(22, 1, hex_bytes("01 00 00 00 00 19 00 01 00 00  06 00 00 00 00 1A 00 01 00 73 00 75 00 62"));
    put_directory(23, {record(23, 2048, 2, {0}), record(23, 2048, 2, {1}), record(27, 5, 0, narrow("A.TXT;1")),
                       record(24, 2048, 2, narrow("SUB"))});
    put_directory(24, {record(24, 2048, 2, {0}), record(23, 2048, 2, {1}), record(28, 2049, 0, narrow("B.;1"))});
    put_directory(25, {record(25, 2048, 2, {0}), record(25, 2048, 2, {1}), record(27, 5, 0, wide("a.txt;1")),
                       record(26, 2048, 2, wide("sub"))});
    put_directory(26, {record(26, 2048, 2, {0}), record(25, 2048, 2, {1}), record(28, 2049, 0, wide("b;1"))});
    put(27, 1, narrow("hello"));
    put(28, 1, base::ByteBuffer(2049, 'b'));
  }

  [[nodiscard]] const base::ByteBuffer& bytes() const { return bytes_; }
  // The byte of the image at a byte position, from 1, of a block.
  [[nodiscard]] static std::size_t at(std::size_t block, std::size_t position) { return block * 2048 + position - 1; }

  TypedVolume& put(std::size_t block, std::size_t position, const base::ByteBuffer& value) {
    std::ranges::copy(value, bytes_.begin() + static_cast<std::ptrdiff_t>(at(block, position)));
    return *this;
  }
  TypedVolume& put(std::size_t block, std::size_t position, std::string_view hex) {
    return put(block, position, hex_bytes(hex));
  }
  TypedVolume& put_directory(std::size_t block, const std::vector<base::ByteBuffer>& records) {
    put(block, 1, base::ByteBuffer(2048));
    std::size_t position = 1;
    for (const base::ByteBuffer& bytes : records) {
      put(block, position, bytes);
      position += bytes.size();
    }
    return *this;
  }
  TypedVolume& resize_blocks(std::size_t blocks) {
    bytes_.resize(blocks * 2048);
    for (const std::size_t descriptor : {16, 17}) put(descriptor, 81, both_32(static_cast<std::uint32_t>(blocks)));
    return *this;
  }

  static base::ByteBuffer both_32(std::uint32_t value) {
    base::ByteBuffer bytes(8);
    for (std::size_t i = 0; i < 4; ++i) bytes[i] = bytes[7 - i] = static_cast<std::uint8_t>(value >> (8 * i));
    return bytes;
  }

  // A directory record of 2026-01-02 03:04:05 UTC.
  static base::ByteBuffer record(std::uint32_t extent, std::uint32_t size, std::uint8_t flags,
                                 const base::ByteBuffer& identifier) {
    base::ByteBuffer bytes{0, 0};
    for (const std::uint32_t number : {extent, size}) {
      const base::ByteBuffer both = both_32(number);
      bytes.insert(bytes.end(), both.begin(), both.end());
    }
    bytes.insert(bytes.end(), {0x7E, 1, 2, 3, 4, 5, 0, flags, 0, 0, 1, 0, 0, 1});
    bytes.push_back(static_cast<std::uint8_t>(identifier.size()));
    bytes.insert(bytes.end(), identifier.begin(), identifier.end());
    if (bytes.size() % 2 != 0) bytes.push_back(0);
    bytes[0] = static_cast<std::uint8_t>(bytes.size());
    return bytes;
  }

 private:
  void put_descriptor(std::size_t block, std::uint8_t type) {
    const bool is_joliet = type == 2;
    put(block, 1, {type, 'C', 'D', '0', '0', '1', 1});
    // Identifiers: all spaces, wide ones in Joliet's.
    for (const auto& [first, last] :
         {std::pair{9, 72}, std::pair{191, 702}, std::pair{703, 739}, std::pair{740, 776}, std::pair{777, 813}}) {
      for (int position = first; position <= last; ++position) {
        const bool is_high = is_joliet && ((position - first) % 2 == 0 || position == 739);
        bytes_[at(block, static_cast<std::size_t>(position))] = is_high ? 0 : ' ';
      }
    }
    put(block, 81, both_32(30));
    if (is_joliet) put(block, 89, "25 2F 45");
    put(block, 121, "01 00 00 01  01 00 00 01  00 08 08 00");
    put(block, 133, is_joliet ? "18 00 00 00 00 00 00 18" : "16 00 00 00 00 00 00 16");
    put(block, 141, is_joliet ? "15 00 00 00  00 00 00 00  00 00 00 16" : "13 00 00 00  00 00 00 00  00 00 00 14");
    put(block, 157, record(is_joliet ? 25 : 23, 2048, 2, {0}));
    for (const std::size_t date : {814, 831, 848, 865}) put(block, date, narrow("2026010203040500"));
    put(block, 882, "01");
  }

  base::ByteBuffer bytes_;
};

}  // namespace conformance::inspect::iso9660
