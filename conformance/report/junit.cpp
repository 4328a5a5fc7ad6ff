#include "conformance/report/junit.h"

#include <fmt/format.h>

namespace conformance::report {
namespace {

// Text of an attribute or an element. XML 1.0 has no way to write most control characters, so they become '?'.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char character : text) {
    switch (character) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\n':
        result += "&#10;";
        break;
      default:
        result += static_cast<unsigned char>(character) < 0x20 ? '?' : character;
    }
  }
  return result;
}

std::string property(std::string_view name, std::string_view value) {
  return fmt::format("<property name=\"{}\" value=\"{}\"/>", name, escaped(value));
}

std::string details(const Result& result) {
  std::string text = result.clause;
  if (!result.failure) return escaped(text);
  const Failure& failure = *result.failure;
  text += fmt::format("\ncommand: {}\nfield: {}\nexpected: {}\ngot: {}", failure.command, failure.field,
                      failure.expected, failure.actual);
  return escaped(text);
}

std::string outcome(const Result& result) {
  const std::string reason = escaped(result.reason);
  switch (result.verdict) {
    case Verdict::pass:
      return {};
    case Verdict::fail:
      return fmt::format("      <failure message=\"{}\">{}</failure>\n", reason, details(result));
    case Verdict::broken:
      return fmt::format("      <error message=\"{}\">{}</error>\n", reason, details(result));
    case Verdict::skip:
      return fmt::format("      <skipped message=\"{}\"/>\n", reason);
    case Verdict::not_applicable:
      return fmt::format("      <skipped message=\"not applicable: {}\"/>\n", reason);
    case Verdict::waived: {
      const Waiver waiver = result.waiver.value_or(Waiver{});
      return fmt::format("      <properties>{}{}{}</properties>\n      <skipped message=\"waived: {}\"/>\n",
                         property("waiver.owner", waiver.owner), property("waiver.reason", waiver.reason),
                         property("waiver.expiry", waiver.expiry), reason);
    }
  }
  return {};
}

std::string seconds(std::chrono::microseconds duration) {
  return fmt::format("{}.{:06}", duration.count() / 1'000'000, duration.count() % 1'000'000);
}

std::string test_case(const Result& result) {
  const std::string head =
      fmt::format("    <testcase classname=\"{}\" name=\"{} {}\" time=\"{}\"", escaped(result.name), escaped(result.id),
                  escaped(result.title), seconds(result.duration));
  const std::string inner = outcome(result);
  return inner.empty() ? head + "/>\n" : head + ">\n" + inner + "    </testcase>\n";
}

}  // namespace

std::string junit_xml(const Run& run) {
  const Summary summary = summarize(run.results);
  const std::size_t skipped =
      summary.of(Verdict::skip) + summary.of(Verdict::not_applicable) + summary.of(Verdict::waived);
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  xml += fmt::format(
      "  <testsuite name=\"bbcheck {}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\">\n"
      "    <properties>{}{}{}{}{}</properties>\n",
      escaped(run.target), summary.all(), summary.of(Verdict::fail), summary.of(Verdict::broken), skipped,
      property("drive", run.drive), property("medium", run.medium), property("seed", fmt::to_string(run.seed)),
      property("version", run.version), property("summary", summary_line(summary)));
  for (const Result& result : run.results) xml += test_case(result);
  return xml + "  </testsuite>\n</testsuites>\n";
}

}  // namespace conformance::report
