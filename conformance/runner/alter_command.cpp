// bbcheck alter: a trace with one byte changed, by which replay itself is tested.
#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>

#include "conformance/replay/alter.h"
#include "conformance/runner/commands.h"
#include "conformance/runner/console.h"
#include "conformance/runner/named_files.h"

namespace conformance::runner {
namespace {

struct AlterArguments {
  std::string trace;
  std::string output;
  std::string role{"host"};
  std::uint64_t seed{1};
  bool json{};
};

ExitCode alter(const AlterArguments& arguments) {
  const auto outputs =
      check_outputs(files_of_trace("-o", arguments.output), files_of_trace("the trace", arguments.trace));
  if (!outputs) return refuse(ExitCode::usage, outputs.error());
  const auto role = arguments.role == "host" ? replay::Role::host : replay::Role::drive;
  const auto alteration = replay::alter(arguments.trace, arguments.output, role, arguments.seed);
  if (!alteration) {
    const bool is_bad = alteration.error().kind == trace::TraceError::Kind::bad_input;
    return refuse(is_bad ? ExitCode::bad_input_file : ExitCode::output_not_written, alteration.error().text);
  }
  if (arguments.json) {
    tell({{"event", "altered"},
          {"file", arguments.output},
          {"role", arguments.role},
          {"seed", arguments.seed},
          {"exchange", alteration->exchange},
          {"command", alteration->command},
          {"part", alteration->part},
          {"offset", alteration->offset},
          {"was", fmt::format("{:02X}", alteration->was)},
          {"is", fmt::format("{:02X}", alteration->is)}});
  } else {
    say(fmt::format("{}: exchange {}, {}: {} byte {} is {:02X}h instead of {:02X}h", arguments.output,
                    alteration->exchange, alteration->command, alteration->part, alteration->offset, alteration->is,
                    alteration->was));
  }
  return ExitCode::done;
}

}  // namespace

void add_alter_command(CLI::App& program, ExitCode& result) {
  CLI::App* command = program.add_subcommand("alter", "copy a trace with one byte changed that replay must notice");
  auto arguments = std::make_shared<AlterArguments>();
  command->add_option("trace", arguments->trace, "the trace (.bbt, .bbt.zst)")->required();
  command->add_option("-o,--output", arguments->output, "the altered trace to write")->required();
  command->add_option("--role", arguments->role, "whose replay must notice: host (an answer), drive (a command)")
      ->check(CLI::IsMember({"host", "drive"}));
  command->add_option("--seed", arguments->seed, "chooses the byte");
  command->add_flag("--json", arguments->json, "print one JSON object a line");
  command->callback([arguments, &result] { result = alter(*arguments); });
}

}  // namespace conformance::runner
