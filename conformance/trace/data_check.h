// Whether all that a trace needs is there and whole: its lines, and the payloads that are kept beside it.
#pragma once

#include "conformance/trace/reader.h"

namespace conformance::trace {

// check(), and then each data file once, from its beginning to its last payload: every payload has its digest.
[[nodiscard]] std::expected<Summary, TraceError> check_with_data(const std::filesystem::path& path, Limits limits = {});

}  // namespace conformance::trace
