// bbcheck image: what in an image file breaks ECMA-119 or the Joliet Specification.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "conformance/inspect/judge.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/console.h"

namespace conformance::runner {
namespace {

struct ImageArguments {
  std::string file;
  std::uint32_t start{};
  std::optional<std::uint32_t> session;
  bool json{};
};

std::string_view name_of(inspect::Level level) { return level == inspect::Level::required ? "required" : "observed"; }

void list(const inspect::Finding& finding, bool json) {
  if (json) {
    tell({{"event", "finding"},
          {"level", name_of(finding.level)},
          {"clause", finding.clause},
          {"where", finding.where},
          {"text", finding.text},
          {"times", finding.times}});
    return;
  }
  const std::string times = finding.times > 1 ? fmt::format(" ({} times)", finding.times) : "";
  say(fmt::format("{}: {}: {}: {}{}", name_of(finding.level), finding.clause, finding.where, finding.text, times));
}

void sum_up(const ImageArguments& arguments, const inspect::Judgement& judgement) {
  if (arguments.json) {
    tell({{"event", "judged"},
          {"file", arguments.file},
          {"directories", judgement.directories},
          {"files", judgement.files},
          {"joliet", judgement.has_joliet},
          {"findings", judgement.findings.size()},
          {"left_off", judgement.left_off},
          {"broken", judgement.is_broken()}});
    return;
  }
  const std::string more = judgement.left_off > 0 ? fmt::format(", {} more not listed", judgement.left_off) : "";
  say(fmt::format("{}: {} files in {} directories, {}: {} findings{}", arguments.file, judgement.files,
                  judgement.directories, judgement.has_joliet ? "ISO 9660 and Joliet" : "ISO 9660",
                  judgement.findings.size(), more));
}

ExitCode judge_image(const ImageArguments& arguments) {
  const auto judgement = inspect::judge_file(
      arguments.file, {.first_address = arguments.start, .session_start = arguments.session.value_or(arguments.start)});
  if (!judgement) return refuse(ExitCode::bad_input_file, fmt::format("{}: {}", arguments.file, judgement.error()));
  for (const inspect::Finding& finding : judgement->findings) list(finding, arguments.json);
  sum_up(arguments, *judgement);
  if (!judgement->is_broken()) return ExitCode::done;
  return refuse(ExitCode::judged_and_failed,
                fmt::format("{} breaks what the findings say; make it with another program", arguments.file));
}

}  // namespace

void add_image_command(CLI::App& program, ExitCode& result) {
  CLI::App* command = program.add_subcommand(
      "image", "judge an ISO 9660 image with Joliet; \"observed\" findings are common in programs that work");
  auto arguments = std::make_shared<ImageArguments>();
  command->add_option("FILE", arguments->file, "the image, or what was read of a whole disc")->required();
  command->add_option("--start", arguments->start, "address of the file's first block: where the session begins")
      ->capture_default_str();
  command->add_option("--session", arguments->session,
                      "address at which the session to judge begins, if not at --start");
  command->add_flag("--json", arguments->json, "print one JSON object a line");
  command->callback([arguments, &result] { result = judge_image(*arguments); });
}

}  // namespace conformance::runner
