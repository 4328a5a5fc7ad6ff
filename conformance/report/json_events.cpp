#include "conformance/report/json_events.h"

#include <nlohmann/json.hpp>

namespace conformance::report {
namespace {

using Json = nlohmann::ordered_json;

std::string line(const Json& event) { return event.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string run_event(const Run& run) {
  return line({{"event", "run"},
               {"target", run.target},
               {"drive", run.drive},
               {"medium", run.medium},
               {"seed", run.seed},
               {"version", run.version}});
}

std::string case_event(const Result& result) {
  Json event{{"event", "case"},
             {"id", result.id},
             {"name", result.name},
             {"title", result.title},
             {"clause", result.clause},
             {"verdict", name_of(result.verdict)},
             {"microseconds", result.duration.count()}};
  if (!result.reason.empty()) event["reason"] = result.reason;
  if (result.failure) {
    event["failure"] = {{"command", result.failure->command},
                        {"field", result.failure->field},
                        {"expected", result.failure->expected},
                        {"actual", result.failure->actual}};
  }
  if (result.waiver) {
    event["waiver"] = {
        {"owner", result.waiver->owner}, {"reason", result.waiver->reason}, {"expiry", result.waiver->expiry}};
  }
  return line(event);
}

std::string summary_event(const Summary& summary) {
  Json event{{"event", "summary"}};
  for (const Verdict verdict : all_verdicts) event[std::string(name_of(verdict))] = summary.of(verdict);
  event["exit"] = exit_status(summary);
  return line(event);
}

}  // namespace conformance::report
