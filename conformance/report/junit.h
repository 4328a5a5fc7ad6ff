// A run as JUnit XML, for build servers: a failed case is a <failure>, a broken one an <error>, and a skip is told
// apart from a pass. Skip and not-applicable are <skipped message="...">, a waived case is skipped and has its waiver
// as properties.
#pragma once

#include <string>

#include "conformance/report/result.h"

namespace conformance::report {

[[nodiscard]] std::string junit_xml(const Run& run);

}  // namespace conformance::report
