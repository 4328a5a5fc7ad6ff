// bbcheck run: cases judge a drive. bbcheck list: which cases there are.
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "conformance/cases/registry.h"
#include "conformance/report/json_events.h"
#include "conformance/report/junit.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/console.h"
#include "conformance/runner/data_folder.h"
#include "conformance/runner/named_files.h"
#include "conformance/runner/suite.h"
#include "conformance/runner/text_file.h"
#include "conformance/runner/waivers.h"

namespace conformance::runner {
namespace {

struct RunArguments {
  std::string target;
  std::vector<std::string> patterns;
  std::string junit;
  std::string waivers;
  std::uint64_t seed{1};
  int timeout_seconds{120};
  bool allow_destructive{};
  bool json{};
};

class Console final : public Listener {
 public:
  explicit Console(bool json) : json_(json) {}
  void began(const report::Run& run) override {
    if (json_) {
      say(report::run_event(run));
    } else {
      say(fmt::format("{}, {}, seed {}", run.drive, run.medium, run.seed));
    }
  }
  void ended(const report::Result& result) override {
    if (json_) {
      say(report::case_event(result));
      return;
    }
    say(fmt::format("{:<14} {:<8} {}", report::name_of(result.verdict), result.id, result.title));
    if (!result.reason.empty()) say(fmt::format("{:<14} {:<8}   {}", "", "", result.reason));
  }

 private:
  bool json_;
};

std::expected<std::vector<cases::Case>, ExitCode> chosen_cases(const std::vector<std::string>& patterns) {
  auto all = cases::all_cases(data_folder() / "conformance" / "cases");
  if (!all) return std::unexpected(refuse(ExitCode::suite_broken, all.error() + std::string(mend_data)));
  if (patterns.empty()) return *std::move(all);
  for (const std::string& pattern : patterns) {
    const bool is_known = std::ranges::any_of(
        *all, [&](const cases::Case& one) { return cases::matches_pattern(pattern, one.header.id); });
    if (!is_known) return std::unexpected(refuse(ExitCode::usage, pattern + ": no case has this id; see bbcheck list"));
  }
  std::erase_if(*all, [&](const cases::Case& one) {
    return std::ranges::none_of(
        patterns, [&](const std::string& pattern) { return cases::matches_pattern(pattern, one.header.id); });
  });
  return *std::move(all);
}

std::expected<std::vector<report::Waiver>, std::string> waivers_of(const std::string& file) {
  if (file.empty()) return {};
  const auto text = read_text(file);
  if (!text) return std::unexpected(fmt::format("{}: cannot be read: {}; name a list of waivers", file, text.error()));
  auto waivers = parse_waivers(*text);
  if (!waivers)
    return std::unexpected(
        fmt::format("{}: no list of waivers: {}; write it as waivers.schema.json says", file, waivers.error()));
  return waivers;
}

ExitCode run(const RunArguments& arguments) {
  const auto outputs = check_outputs(files_of_text("--junit", arguments.junit), {{"--waivers", arguments.waivers}});
  if (!outputs) return refuse(ExitCode::usage, outputs.error());
  auto target = link::target_named(arguments.target);
  if (!target) return refuse(ExitCode::usage, target.error());
  const auto chosen = chosen_cases(arguments.patterns);
  if (!chosen) return chosen.error();
  auto waivers = waivers_of(arguments.waivers);
  if (!waivers) return refuse(ExitCode::bad_input_file, waivers.error());
  SuiteOptions options{.run = {.allow_destructive = arguments.allow_destructive, .seed = arguments.seed},
                       .waivers = *std::move(waivers),
                       .today = fmt::format("{:%Y-%m-%d}", std::chrono::system_clock::now())};
  options.run.patience.limit = std::chrono::seconds(arguments.timeout_seconds);
  Console console(arguments.json);
  const auto done = run_suite(*chosen, **target, options, console);
  if (!done) return refuse(ExitCode::target_unreachable, link::told(done.error()));
  const report::Summary summary = report::summarize(done->results);
  say(arguments.json ? report::summary_event(summary) : report::summary_line(summary));
  if (!arguments.junit.empty()) {
    if (const auto written = write_text(arguments.junit, report::junit_xml(*done)); !written) {
      return refuse(ExitCode::output_not_written,
                    fmt::format("{}: cannot be written: {}; choose another place", arguments.junit, written.error()));
    }
  }
  const auto status = static_cast<ExitCode>(report::exit_status(summary));
  if (status == ExitCode::judged_and_failed) {
    complain(
        fmt::format("{} of {} cases failed; see the reasons above", summary.of(report::Verdict::fail), summary.all()));
  }
  if (status == ExitCode::suite_broken) complain("nothing was judged, or a case is broken; see the reasons above");
  return status;
}

ExitCode list(const RunArguments& arguments) {
  const auto chosen = chosen_cases(arguments.patterns);
  if (!chosen) return chosen.error();
  for (const cases::Case& one : *chosen) {
    const cases::CaseHeader& header = one.header;
    if (arguments.json) {
      tell({{"event", "listed"},
            {"id", header.id},
            {"name", header.name},
            {"title", header.title},
            {"clause", header.standard + ", " + header.clause},
            {"level", cases::name_of(header.level)},
            {"needs", header.needs},
            {"destroys", header.destroys}});
    } else {
      say(fmt::format("{:<8} {}{}{}", header.id, header.title, header.destroys ? " [writes to the disc]" : "",
                      header.needs.empty() ? "" : fmt::format(" ({})", fmt::join(header.needs, ", "))));
    }
  }
  return ExitCode::done;
}

}  // namespace

void add_run_command(CLI::App& program, ExitCode& result) {
  CLI::App* command = program.add_subcommand("run", "run conformance cases against a drive");
  auto arguments = std::make_shared<RunArguments>();
  command->add_option("target", arguments->target, "iscsi:// URL or device path of the drive")->required();
  command->add_option("--case", arguments->patterns, "only cases whose id matches, as TOC-02 or 'INQ-*'; repeatable");
  command->add_flag("--allow-destructive", arguments->allow_destructive, "run cases that write to the disc, too");
  command->add_option("--junit", arguments->junit, "write the results as JUnit XML");
  command->add_option("--waivers", arguments->waivers, "JSON file that answers for known failures until a day");
  command->add_option("--seed", arguments->seed, "of everything random in the run");
  command->add_option("--timeout", arguments->timeout_seconds, "seconds to wait for a busy drive")
      ->check(CLI::PositiveNumber);
  command->add_flag("--json", arguments->json, "print one JSON object a line");
  command->callback([arguments, &result] { result = run(*arguments); });
}

void add_list_command(CLI::App& program, ExitCode& result) {
  CLI::App* command = program.add_subcommand("list", "list the conformance cases");
  auto arguments = std::make_shared<RunArguments>();
  command->add_option("--case", arguments->patterns, "only cases whose id matches, as TOC-02 or 'INQ-*'; repeatable");
  command->add_flag("--json", arguments->json, "print one JSON object a line");
  command->callback([arguments, &result] { result = list(*arguments); });
}

}  // namespace conformance::runner
