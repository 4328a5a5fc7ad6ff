#include "conformance/link/sense.h"

#include <fmt/format.h>

#include <charconv>

#include "conformance/link/sense_layout.h"

namespace conformance::link {
namespace {

constexpr std::uint8_t key_not_ready = 0x2;
constexpr std::uint8_t key_unit_attention = 0x6;
constexpr std::uint8_t asc_logical_unit_not_ready = 0x04;

template <typename Layout>
std::uint8_t byte_of(base::Bytes sense) {
  return static_cast<std::uint8_t>(Layout::get(sense));
}

}  // namespace

std::string SenseCode::text() const { return fmt::format("{:X}/{:02X}/{:02X}", key, asc, ascq); }

std::optional<SenseCode> SenseCode::parse(std::string_view text) {
  SenseCode code;
  std::uint8_t* const parts[]{&code.key, &code.asc, &code.ascq};
  const char* at = text.data();
  const char* const end = text.data() + text.size();
  for (std::uint8_t* part : parts) {
    if (part != &code.key && (at == end || *at++ != '/')) return std::nullopt;
    const auto [stop, error] = std::from_chars(at, end, *part, 16);
    if (error != std::errc()) return std::nullopt;
    at = stop;
  }
  if (at != end || code.key > 0xF) return std::nullopt;
  return code;
}

std::optional<SenseCode> sense_code(base::Bytes sense) {
  if (sense.empty()) return std::nullopt;
  switch (sense_fixed::response_code::get(sense)) {
    case 0x70:
    case 0x71:
      if (sense.size() < sense_fixed::additional_sense_code_qualifier::end) return std::nullopt;
      return SenseCode{byte_of<sense_fixed::sense_key>(sense), byte_of<sense_fixed::additional_sense_code>(sense),
                       byte_of<sense_fixed::additional_sense_code_qualifier>(sense)};
    case 0x72:
    case 0x73:
      if (sense.size() < sense_descriptor_header::additional_sense_code_qualifier::end) return std::nullopt;
      return SenseCode{byte_of<sense_descriptor_header::sense_key>(sense),
                       byte_of<sense_descriptor_header::additional_sense_code>(sense),
                       byte_of<sense_descriptor_header::additional_sense_code_qualifier>(sense)};
    default:
      return std::nullopt;
  }
}

bool is_unit_attention(const Answer& answer) {
  const auto code = sense_code(answer.sense);
  return answer.status == status_check_condition && code && code->key == key_unit_attention;
}

bool is_busy(const Answer& answer) {
  const auto code = sense_code(answer.sense);
  if (answer.status != status_check_condition || !code) return false;
  if (code->key != key_not_ready || code->asc != asc_logical_unit_not_ready) return false;
  return code->ascq == 0x01 || code->ascq == 0x04 || code->ascq == 0x07 || code->ascq == 0x08;
}

std::string outcome_text(std::uint8_t status, base::Bytes sense) {
  const auto code = sense_code(sense);
  const std::string suffix = code ? " " + code->text() : std::string();
  if (status == status_good) return "GOOD" + suffix;
  if (status == status_check_condition) return "CHECK CONDITION" + suffix;
  return fmt::format("status {:02X}h", status) + suffix;
}

}  // namespace conformance::link
