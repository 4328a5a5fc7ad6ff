// Our own seeded generator (SplitMix64, Steele, Lea and Flood 2014): a library's may change its sequence between
// versions. Integers only, since floating point does not repeat.
#pragma once

#include <cstdint>

namespace base {

class Prng {
 public:
  constexpr explicit Prng(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    state_ += 0x9E37'79B9'7F4A'7C15U;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58'476D'1CE4'E5B9U;
    z = (z ^ (z >> 27)) * 0x94D0'49BB'1331'11EBU;
    return z ^ (z >> 31);
  }

  // A number below `limit`, which is not 0. The bias of the remainder is below limit / 2^64.
  constexpr std::uint64_t below(std::uint64_t limit) { return next() % limit; }

  // True in `numerator` of `denominator` cases.
  constexpr bool chance(std::uint64_t numerator, std::uint64_t denominator) { return below(denominator) < numerator; }

 private:
  std::uint64_t state_;
};

}  // namespace base
