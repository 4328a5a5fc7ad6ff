// A run as JSON, one object a line; the schema is fixtures/schemas/bbcheck_events.schema.json.
#pragma once

#include <string>

#include "conformance/report/result.h"

namespace conformance::report {

// Without line ends.
[[nodiscard]] std::string run_event(const Run& run);  // what is tested; its results are not looked at
[[nodiscard]] std::string case_event(const Result& result);
[[nodiscard]] std::string summary_event(const Summary& summary);

}  // namespace conformance::report
