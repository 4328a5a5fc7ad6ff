#include "conformance/replay/difference.h"

#include <fmt/format.h>

#include "conformance/replay/dissect.h"
#include "conformance/trace/payload.h"

namespace conformance::replay {
namespace {

std::vector<Section> sections_of(const Sheets& sheets, DataPart part, base::Bytes cdb, base::Bytes data) {
  switch (part) {
    case DataPart::cdb:
      return sections_of_cdb(data);
    case DataPart::data_out:
      return sections_of_data_out(sheets, cdb, data);
    case DataPart::data_in:
      return sections_of_data_in(sheets, cdb, data);
    case DataPart::sense:
      return sections_of_sense(data);
  }
  return {};
}

}  // namespace

std::string Difference::text() const {
  return fmt::format("exchange {}, {}: {}, {}: expected {}, got {}", exchange, command, part, field, expected, actual);
}

std::optional<Named> compare_bytes(const Sheets& sheets, DataPart part, base::Bytes cdb, base::Bytes expected,
                                   base::Bytes actual, std::span<const trace::Mask> masks) {
  const auto mask_part = part == DataPart::sense ? trace::Part::sense : trace::Part::in;
  const auto at = trace::first_difference(expected, actual, masks, mask_part);
  if (!at) return std::nullopt;
  if (*at >= expected.size() || *at >= actual.size()) {
    return Named{"length", fmt::format("{} bytes", expected.size()), fmt::format("{} bytes", actual.size())};
  }
  const auto bits = static_cast<std::uint8_t>(expected[*at] ^ actual[*at]);
  const std::vector<Section> sections = sections_of(sheets, part, cdb, expected);
  return Named{field_name(sheets, sections, *at, bits), field_value(sheets, sections, *at, bits, expected),
               field_value(sheets, sections, *at, bits, actual)};
}

}  // namespace conformance::replay
