#include "conformance/replay/compare.h"

#include <fmt/format.h>

#include "conformance/link/commands.h"
#include "conformance/link/sense.h"
#include "conformance/trace/payload.h"

namespace conformance::replay {

std::expected<std::optional<Named>, trace::TraceError> compare_data(const Sheets& sheets, DataPart part,
                                                                    base::Bytes cdb, const ExpectedData& expected,
                                                                    base::Bytes actual) {
  if (!expected.payload) return compare_bytes(sheets, part, cdb, {}, actual);
  if (trace::equals(*expected.payload, actual)) return std::nullopt;
  const auto* digest = std::get_if<trace::DigestPayload>(&*expected.payload);
  if (digest != nullptr && digest->length != actual.size()) {
    return Named{"length", fmt::format("{} bytes", digest->length), fmt::format("{} bytes", actual.size())};
  }
  if (digest != nullptr && !digest->from) {
    return Named{"sha256", fmt::format("{:02x}", fmt::join(digest->sha256, "")),
                 fmt::format("{:02x}", fmt::join(trace::sha256(actual), ""))};
  }
  auto bytes = trace::load(*expected.payload, expected.folder);
  if (!bytes) return std::unexpected(bytes.error());
  return compare_bytes(sheets, part, cdb, *bytes, actual, expected.masks);
}

std::expected<std::optional<Difference>, trace::TraceError> compare_answer(const Sheets& sheets,
                                                                           const NumberedExchange& expected,
                                                                           const std::filesystem::path& folder,
                                                                           const link::Answer& answer,
                                                                           std::span<const trace::Mask> more_masks) {
  const trace::Exchange& exchange = expected.exchange;
  if (exchange.status != answer.status) {
    return difference_at(expected, "status",
                         {"status", link::outcome_text(exchange.status, exchange.sense),
                          link::outcome_text(answer.status, answer.sense)});
  }
  std::vector<trace::Mask> masks = exchange.masks;
  masks.insert(masks.end(), more_masks.begin(), more_masks.end());
  if (auto named = compare_bytes(sheets, DataPart::sense, exchange.cdb, exchange.sense, answer.sense, masks)) {
    return difference_at(expected, "sense", *std::move(named));
  }
  auto named = compare_data(sheets, DataPart::data_in, exchange.cdb, {exchange.in, folder, masks}, answer.data_in);
  if (!named) return std::unexpected(named.error());
  if (*named) return difference_at(expected, "data-in", **std::move(named));
  return std::nullopt;
}

Difference difference_at(const NumberedExchange& at, std::string part, Named named) {
  return {at.number,
          link::command_text(at.exchange.cdb),
          std::move(part),
          std::move(named.field),
          std::move(named.expected),
          std::move(named.actual)};
}

}  // namespace conformance::replay
