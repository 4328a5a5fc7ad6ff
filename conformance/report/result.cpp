#include "conformance/report/result.h"

#include <fmt/format.h>

#include <numeric>

namespace conformance::report {

std::string_view name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::fail:
      return "fail";
    case Verdict::skip:
      return "skip";
    case Verdict::not_applicable:
      return "not-applicable";
    case Verdict::waived:
      return "waived";
    case Verdict::broken:
      return "broken";
  }
  return "unknown";
}

std::size_t Summary::all() const { return std::accumulate(counts.begin(), counts.end(), std::size_t{}); }

Summary summarize(std::span<const Result> results) {
  Summary summary;
  for (const Result& result : results) ++summary.counts[static_cast<std::size_t>(result.verdict)];
  return summary;
}

std::string summary_line(const Summary& summary) {
  std::string line;
  for (const Verdict verdict : all_verdicts) {
    line += fmt::format("{}{} {}", line.empty() ? "" : ", ", summary.of(verdict), name_of(verdict));
  }
  return line;
}

int exit_status(const Summary& summary) {
  constexpr int judged_and_failed = 1;
  constexpr int suite_broken = 9;
  if (summary.of(Verdict::fail) > 0) return judged_and_failed;
  const bool is_judged = summary.of(Verdict::pass) + summary.of(Verdict::waived) > 0;
  return summary.of(Verdict::broken) > 0 || !is_judged ? suite_broken : 0;
}

}  // namespace conformance::report
