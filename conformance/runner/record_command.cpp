// bbcheck record: a drive's answers to a script become a trace.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <nlohmann/json.hpp>

#include "conformance/replay/record.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/console.h"
#include "conformance/runner/named_files.h"
#include "conformance/runner/text_file.h"

namespace conformance::runner {
namespace {

struct RecordArguments {
  std::string target;
  std::string output;
  std::string script;
  std::string provenance{"assumed"};
  std::string source;
  bool json{};
};

std::expected<std::vector<replay::ScriptCommand>, std::string> script_of(const RecordArguments& arguments) {
  if (arguments.script.empty()) return replay::identification_script();
  const auto text = read_text(arguments.script);
  if (!text) {
    return std::unexpected(
        fmt::format("{}: cannot be read: {}; name a script of commands", arguments.script, text.error()));
  }
  auto script = replay::parse_script(*text);
  if (!script) return std::unexpected(arguments.script + ": " + script.error() + "; see bbcheck record --help");
  return script;
}

ExitCode record(const RecordArguments& arguments) {
  const auto outputs = check_outputs(files_of_trace("-o", arguments.output), {{"--script", arguments.script}});
  if (!outputs) return refuse(ExitCode::usage, outputs.error());
  auto target = link::target_named(arguments.target);
  if (!target) return refuse(ExitCode::usage, target.error());
  const auto script = script_of(arguments);
  if (!script) return refuse(ExitCode::bad_input_file, script.error());
  const std::string source = arguments.source.empty() ? "bbcheck record " + arguments.target : arguments.source;
  const trace::Provenance provenance{source, *trace::provenance_kind_of(arguments.provenance), ""};
  const auto recorded = replay::record(**target, arguments.output, *script, {.provenance = provenance});
  if (!recorded) {
    const bool is_lost = recorded.error().kind == replay::RecordError::Kind::target_lost;
    return refuse(is_lost ? ExitCode::target_unreachable : ExitCode::output_not_written, recorded.error().text);
  }
  const trace::Header& header = recorded->header;
  if (arguments.json) {
    tell({{"event", "recorded"},
          {"file", arguments.output},
          {"exchanges", recorded->exchanges},
          {"profile", fmt::format("{:04X}", header.precondition.profile)},
          {"state", trace::name_of(header.precondition.state)}});
  } else {
    say(fmt::format("{}: {} exchanges with {} {}, profile {:04X}h, disc {}", arguments.output, recorded->exchanges,
                    header.drive.vendor, header.drive.product, header.precondition.profile,
                    trace::name_of(header.precondition.state)));
  }
  return ExitCode::done;
}

}  // namespace

void add_record_command(CLI::App& program, ExitCode& result) {
  CLI::App* command =
      program.add_subcommand("record", "ask a drive a script of commands and write the answers as a trace");
  auto arguments = std::make_shared<RecordArguments>();
  command->add_option("target", arguments->target, "iscsi:// URL or device path of the drive")->required();
  command->add_option("-o,--output", arguments->output, "the trace to write (.bbt, .bbt.zst)")->required();
  command->add_option(
      "--script", arguments->script,
      "file with one command a line: its CDB in hex, then \"in N\" or \"out HEX\"; without it the drive "
      "and its disc are identified");
  command->add_option("--source", arguments->source, "what the trace says about where it comes from");
  command->add_option("--provenance", arguments->provenance, "attested (a real drive), derived, datasheet or assumed")
      ->check(CLI::IsMember({"attested", "derived", "datasheet", "assumed"}));
  command->add_flag("--json", arguments->json, "print one JSON object a line");
  command->callback([arguments, &result] { result = record(*arguments); });
}

}  // namespace conformance::runner
