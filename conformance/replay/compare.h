// Bytes that came against the payload that a trace expects.
#pragma once

#include <expected>
#include <filesystem>

#include "conformance/link/link.h"
#include "conformance/replay/difference.h"
#include "conformance/replay/upcoming.h"

namespace conformance::replay {

struct ExpectedData {
  const std::optional<trace::Payload>& payload;
  const std::filesystem::path& folder;  // the trace's
  std::span<const trace::Mask> masks{};
};

// The first difference, named; nothing where they are equal. Where only a digest is known, the digests are named. The
// error is a data file that is missing or damaged.
[[nodiscard]] std::expected<std::optional<Named>, trace::TraceError> compare_data(const Sheets& sheets, DataPart part,
                                                                                  base::Bytes cdb,
                                                                                  const ExpectedData& expected,
                                                                                  base::Bytes actual);

// Status, then sense, then data. Masks of the exchange hold; `more_masks` are the role's own.
[[nodiscard]] std::expected<std::optional<Difference>, trace::TraceError> compare_answer(
    const Sheets& sheets, const NumberedExchange& expected, const std::filesystem::path& folder,
    const link::Answer& answer, std::span<const trace::Mask> more_masks = {});

[[nodiscard]] Difference difference_at(const NumberedExchange& at, std::string part, Named named);

}  // namespace conformance::replay
