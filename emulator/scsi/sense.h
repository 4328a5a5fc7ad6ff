// Why a command did not do what it was asked: one value with a name. SPC-4, Sense data; MMC-6, sense annexes.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "emulator/base/bytes.h"
#include "emulator/base/units.h"

namespace emulator::scsi {

enum class SenseKey : std::uint8_t {
  no_sense = 0x0,
  recovered_error = 0x1,
  not_ready = 0x2,
  medium_error = 0x3,
  hardware_error = 0x4,
  illegal_request = 0x5,
  unit_attention = 0x6,
  data_protect = 0x7,
  blank_check = 0x8,
  aborted_command = 0xB,
  miscompare = 0xE,
};

// Which byte, and if it is one which bit, of the CDB or of the parameter list was wrong.
struct FieldPointer {
  enum class Where : std::uint8_t { cdb, parameters };
  Where where{};
  std::uint16_t byte{};
  std::optional<std::uint8_t> bit;
  auto operator<=>(const FieldPointer&) const = default;
};

// How far a background operation is, in 65536ths. MMC-6, progress indication.
struct Progress {
  std::uint16_t of_65536{};
  auto operator<=>(const Progress&) const = default;
};

struct Sense {
  SenseKey key{};
  std::uint8_t asc{};
  std::uint8_t ascq{};
  std::optional<FieldPointer> field{};
  std::optional<Progress> progress{};
  std::optional<base::Lba> information{};  // the block that failed
  bool deferred{};                         // about an earlier command that had already answered GOOD

  auto operator<=>(const Sense&) const = default;

  [[nodiscard]] constexpr Sense with(Progress done) const {
    Sense copy = *this;
    copy.progress = done;
    return copy;
  }
  [[nodiscard]] constexpr Sense at(base::Lba address) const {
    Sense copy = *this;
    copy.information = address;
    return copy;
  }
};

// The 18 bytes of fixed format (70h, 71h). SPC-4, Fixed format sense data.
[[nodiscard]] base::ByteBuffer encode_fixed(const Sense& sense);
// Descriptor format (72h, 73h) with the descriptors that the sense needs. SPC-4, Descriptor format sense data.
[[nodiscard]] base::ByteBuffer encode_descriptor(const Sense& sense);

// INVALID FIELD IN CDB or IN PARAMETER LIST, pointing at the field.
[[nodiscard]] constexpr Sense invalid_cdb_field(std::uint16_t byte, std::optional<std::uint8_t> bit = {}) {
  return {.key = SenseKey::illegal_request, .asc = 0x24, .field = FieldPointer{FieldPointer::Where::cdb, byte, bit}};
}
[[nodiscard]] constexpr Sense invalid_parameter_field(std::uint16_t byte, std::optional<std::uint8_t> bit = {}) {
  return {
      .key = SenseKey::illegal_request, .asc = 0x26, .field = FieldPointer{FieldPointer::Where::parameters, byte, bit}};
}

}  // namespace emulator::scsi
