// A run of many cases against one target, as a list of results.
#pragma once

#include <vector>

#include "conformance/cases/case.h"
#include "conformance/cases/run.h"
#include "conformance/report/result.h"

namespace conformance::runner {

struct SuiteOptions {
  cases::RunOptions run{};
  std::vector<report::Waiver> waivers{};
  std::string today{};  // YYYY-MM-DD; a waiver whose day is past does not hold
};

// Hears of each result when it is final.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void began(const report::Run& run) = 0;
  virtual void ended(const report::Result& result) = 0;
};

// Runs the cases in their order, but those that write to the disc after those that do not. A case that was skipped
// because of the disc has another chance once others have written to it. The results stand in the cases' order. The
// error is a target that cannot be reached, before or during the run.
[[nodiscard]] std::expected<report::Run, link::LinkError> run_suite(const std::vector<cases::Case>& chosen,
                                                                    link::Target& target, const SuiteOptions& options,
                                                                    Listener& listener);

// A case's outcome as a result, waived where a waiver of its id holds today.
[[nodiscard]] report::Result result_of(const cases::Case& one, const cases::Ran& ran, const SuiteOptions& options);

}  // namespace conformance::runner
