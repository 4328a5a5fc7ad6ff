// Addresses and amounts that do not convert into each other by accident.
#pragma once

#include <compare>
#include <cstdint>

namespace base {

inline constexpr std::int64_t block_bytes = 2048;  // a logical block of every medium but raw CD

// An amount of logical blocks.
struct BlockCount {
  std::int64_t value{};
  constexpr BlockCount() = default;
  constexpr explicit BlockCount(std::int64_t blocks) : value(blocks) {}
  constexpr auto operator<=>(const BlockCount&) const = default;
  constexpr BlockCount operator+(BlockCount other) const { return BlockCount{value + other.value}; }
  constexpr BlockCount operator-(BlockCount other) const { return BlockCount{value - other.value}; }
  constexpr BlockCount& operator+=(BlockCount other) { return value += other.value, *this; }
  constexpr BlockCount& operator-=(BlockCount other) { return value -= other.value, *this; }
  // The smallest multiple of `unit` that is not below this amount.
  [[nodiscard]] constexpr BlockCount rounded_up(std::int64_t unit) const {
    return BlockCount{(value + unit - 1) / unit * unit};
  }
};

// A logical block address. Signed: on CD the program area begins at -150 and lead-ins lie below it.
struct Lba {
  std::int64_t value{};
  constexpr Lba() = default;
  constexpr explicit Lba(std::int64_t address) : value(address) {}
  constexpr auto operator<=>(const Lba&) const = default;
  constexpr Lba operator+(BlockCount blocks) const { return Lba{value + blocks.value}; }
  constexpr Lba operator-(BlockCount blocks) const { return Lba{value - blocks.value}; }
  constexpr BlockCount operator-(Lba other) const { return BlockCount{value - other.value}; }
  constexpr Lba& operator+=(BlockCount blocks) { return value += blocks.value, *this; }
  // The 32 bits in which commands carry it, two's complement.
  [[nodiscard]] constexpr std::uint32_t wire() const { return static_cast<std::uint32_t>(value); }
  [[nodiscard]] static constexpr Lba from_wire(std::uint64_t bits) {
    return Lba{static_cast<std::int32_t>(static_cast<std::uint32_t>(bits))};
  }
};

// `count` blocks from `first`.
struct BlockRange {
  Lba first;
  BlockCount count;
  constexpr auto operator<=>(const BlockRange&) const = default;
  [[nodiscard]] constexpr Lba end() const { return first + count; }  // the address after the last
  [[nodiscard]] constexpr bool empty() const { return count.value <= 0; }
  [[nodiscard]] constexpr bool contains(Lba address) const { return first <= address && address < end(); }
  // Whether every block of this range lies in `outer`; an empty range lies in it when its address does or follows it.
  [[nodiscard]] constexpr bool within(BlockRange outer) const { return outer.first <= first && end() <= outer.end(); }
};

// An amount of bytes.
struct ByteCount {
  std::int64_t value{};
  constexpr ByteCount() = default;
  constexpr explicit ByteCount(std::int64_t bytes) : value(bytes) {}
  constexpr auto operator<=>(const ByteCount&) const = default;
  constexpr ByteCount operator+(ByteCount other) const { return ByteCount{value + other.value}; }
  constexpr ByteCount operator-(ByteCount other) const { return ByteCount{value - other.value}; }
  constexpr ByteCount& operator+=(ByteCount other) { return value += other.value, *this; }
  // The blocks that hold this many bytes.
  [[nodiscard]] constexpr BlockCount blocks() const { return BlockCount{(value + block_bytes - 1) / block_bytes}; }
};

}  // namespace base
