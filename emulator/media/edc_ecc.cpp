#include "emulator/media/edc_ecc.h"

#include <array>

namespace emulator::media {
namespace {

// (x^16 + x^15 + x^2 + 1)(x^16 + x^2 + x + 1), least significant bit first.
constexpr std::uint32_t edc_polynomial = 0xD801'8001;

constexpr std::array<std::uint32_t, 256> make_edc_table() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = (rest & 1) != 0 ? rest >> 1 ^ edc_polynomial : rest >> 1;
    table[byte] = rest;
  }
  return table;
}
constexpr auto edc_table = make_edc_table();

// GF(2^8) with x^8 + x^4 + x^3 + x^2 + 1, and its primitive element alpha = 2.
constexpr std::uint8_t times_alpha(std::uint8_t element) {
  return static_cast<std::uint8_t>(element << 1 ^ ((element & 0x80) != 0 ? 0x1D : 0));
}

// What a product with alpha + 1 came from.
constexpr std::array<std::uint8_t, 256> make_quotients() {
  std::array<std::uint8_t, 256> table{};
  for (unsigned element = 0; element < table.size(); ++element) {
    const auto whole = static_cast<std::uint8_t>(element);
    table[static_cast<std::uint8_t>(times_alpha(whole) ^ whole)] = whole;
  }
  return table;
}
constexpr auto by_alpha_plus_1 = make_quotients();

// Two sums over a code word are zero: that of all its bytes, and that of its bytes times falling powers of alpha, of
// which the two parity bytes at its end have alpha and 1.
struct Parity {
  std::uint8_t sum{};
  std::uint8_t weighted{};

  constexpr void add(std::uint8_t byte) {
    sum = static_cast<std::uint8_t>(sum ^ byte);
    weighted = static_cast<std::uint8_t>(times_alpha(weighted) ^ byte);
  }
  [[nodiscard]] constexpr std::uint8_t first() const {
    const std::uint8_t shifted = times_alpha(times_alpha(weighted));
    return by_alpha_plus_1[static_cast<std::uint8_t>(shifted ^ sum)];
  }
  [[nodiscard]] constexpr std::uint8_t second() const { return static_cast<std::uint8_t>(sum ^ first()); }
};

// From byte 12 on a sector is words of two bytes; the bytes of one kind make up their own code words.
constexpr std::size_t first_word = 12;
constexpr std::size_t place(std::size_t word, std::size_t plane) { return first_word + 2 * word + plane; }

constexpr std::size_t p_words = 43, p_length = 24;  // columns, and the bytes of one without its parity
constexpr std::size_t q_words = 26, q_length = 43;  // diagonals over data and P-parity
constexpr std::size_t words_below_q = 1118;

void set_p(base::MutableBytes sector, std::size_t column, std::size_t plane) {
  Parity parity;
  for (std::size_t row = 0; row < p_length; ++row) parity.add(sector[place(p_words * row + column, plane)]);
  sector[place(p_words * p_length + column, plane)] = parity.first();
  sector[place(p_words * (p_length + 1) + column, plane)] = parity.second();
}

void set_q(base::MutableBytes sector, std::size_t diagonal, std::size_t plane) {
  Parity parity;
  for (std::size_t step = 0; step < q_length; ++step) {
    parity.add(sector[place((44 * step + 43 * diagonal) % words_below_q, plane)]);
  }
  sector[place(words_below_q + diagonal, plane)] = parity.first();
  sector[place(words_below_q + q_words + diagonal, plane)] = parity.second();
}

}  // namespace

std::uint32_t edc(base::Bytes bytes) {
  std::uint32_t rest = 0;
  for (const std::uint8_t byte : bytes) rest = rest >> 8 ^ edc_table[(rest ^ byte) & 0xFF];
  return rest;
}

void set_ecc(base::MutableBytes sector) {
  for (std::size_t plane = 0; plane < 2; ++plane) {
    for (std::size_t column = 0; column < p_words; ++column) set_p(sector, column, plane);
  }
  for (std::size_t plane = 0; plane < 2; ++plane) {
    for (std::size_t diagonal = 0; diagonal < q_words; ++diagonal) set_q(sector, diagonal, plane);
  }
}

}  // namespace emulator::media
