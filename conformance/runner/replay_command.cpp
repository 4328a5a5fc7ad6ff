// bbcheck replay: a trace judges a drive, or a host program.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "conformance/link/link.h"
#include "conformance/replay/drive_seat.h"
#include "conformance/replay/host_role.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/console.h"
#include "conformance/runner/data_folder.h"

namespace conformance::runner {
namespace {

using Verdict = replay::ReplayResult::Verdict;

struct ReplayArguments {
  std::string trace;
  std::vector<std::string> words;  // the target, or the host program and its arguments
  std::optional<int> timeout_seconds;
  int exit_code{};
  bool as_drive{};
  bool cut_waiting{};
  bool json{};
};

std::string_view name_of(Verdict verdict) {
  return verdict == Verdict::pass ? "pass" : verdict == Verdict::fail ? "fail" : "broken";
}

nlohmann::ordered_json event_of(const ReplayArguments& arguments, std::string_view role,
                                const replay::ReplayResult& result) {
  nlohmann::ordered_json event{{"event", "replay"},
                               {"trace", arguments.trace},
                               {"role", role},
                               {"verdict", name_of(result.verdict)},
                               {"exchanges", result.exchanges},
                               {"judged", result.judged},
                               {"passed_over", result.passed_over}};
  if (!result.reason.empty()) event["reason"] = result.reason;
  if (result.difference) {
    const replay::Difference& difference = *result.difference;
    event["difference"] = {{"exchange", difference.exchange}, {"command", difference.command},
                           {"part", difference.part},         {"field", difference.field},
                           {"expected", difference.expected}, {"actual", difference.actual}};
  }
  return event;
}

ExitCode report(const ReplayArguments& arguments, std::string_view role,
                const std::expected<replay::ReplayResult, replay::ReplayError>& result) {
  if (!result) {
    const auto kind = result.error().kind;
    const ExitCode code = kind == replay::ReplayError::Kind::bad_trace     ? ExitCode::bad_input_file
                          : kind == replay::ReplayError::Kind::target_lost ? ExitCode::target_unreachable
                                                                           : ExitCode::usage;
    return refuse(code, result.error().text);
  }
  if (arguments.json) tell(event_of(arguments, role, *result));
  if (result->verdict == Verdict::pass) {
    if (!arguments.json) {
      say(fmt::format("{}: pass: {} of {} exchanges judged, {} passed over", arguments.trace, result->judged,
                      result->exchanges, result->passed_over));
    }
    return ExitCode::done;
  }
  const bool is_broken = result->verdict == Verdict::broken;
  return refuse(is_broken ? ExitCode::suite_broken : ExitCode::judged_and_failed,
                fmt::format("{}: {}: {}", arguments.trace, name_of(result->verdict), result->reason));
}

ExitCode as_host(const ReplayArguments& arguments, const replay::Sheets& sheets) {
  if (arguments.words.size() != 1) {
    return refuse(ExitCode::usage,
                  "replay wants one drive, an iscsi:// URL or a device path; see bbcheck replay --help");
  }
  auto target = link::target_named(arguments.words.front());
  if (!target) return refuse(ExitCode::usage, target.error());
  replay::HostOptions options;
  if (arguments.timeout_seconds) options.patience.limit = std::chrono::seconds(*arguments.timeout_seconds);
  return report(arguments, "host", replay::replay_as_host(arguments.trace, **target, sheets, options));
}

ExitCode as_drive(const ReplayArguments& arguments, const replay::Sheets& sheets) {
  replay::DriveOptions options{
      .child = {.output_to_error = arguments.json},
      .waiting = arguments.cut_waiting ? replay::Waiting::cut_short : replay::Waiting::as_recorded,
      .expected_exit_code = arguments.exit_code};
  if (arguments.timeout_seconds) options.child.limit = std::chrono::seconds(*arguments.timeout_seconds);
  return report(arguments, "drive", replay::replay_as_drive(arguments.trace, arguments.words, sheets, options));
}

ExitCode replay(const ReplayArguments& arguments) {
  const auto sheets = replay::Sheets::load(data_folder() / "fixtures" / "layouts");
  if (!sheets) return refuse(ExitCode::suite_broken, sheets.error() + std::string(mend_data));
  return arguments.as_drive ? as_drive(arguments, *sheets) : as_host(arguments, *sheets);
}

}  // namespace

void add_replay_command(CLI::App& program, ExitCode& result) {
  CLI::App* command = program.add_subcommand(
      "replay", "judge a drive, or with --as-drive a burning program, by a trace of what passed between two of them");
  auto arguments = std::make_shared<ReplayArguments>();
  command->add_option("trace", arguments->trace, "the trace (.bbt, .bbt.zst)")->required();
  command
      ->add_option(
          "target", arguments->words,
          "iscsi:// URL or device path of the drive; with --as-drive, after --, the program and its arguments, "
          "where {url} is replaced by the address of the drive that the trace plays")
      ->required();
  CLI::Option* as_drive =
      command->add_flag("--as-drive", arguments->as_drive, "play the drive of the trace and judge the program");
  command
      ->add_option("--timeout", arguments->timeout_seconds,
                   "seconds to wait for a busy drive (120), or for the program to end (600)")
      ->check(CLI::PositiveNumber);
  command->add_option("--exit-code", arguments->exit_code, "with which the program must end, when not with 0")
      ->check(CLI::Range(0, 255))
      ->needs(as_drive);
  command
      ->add_flag("--cut-waiting", arguments->cut_waiting,
                 "as the drive: where the recorded host waited, be ready at its first question")
      ->needs(as_drive);
  command->add_flag("--json", arguments->json, "print one JSON object a line");
  command->callback([arguments, &result] { result = replay(*arguments); });
}

}  // namespace conformance::runner
