#include "emulator/server/disc_commands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "emulator/base/console.h"
#include "emulator/data_folder.h"
#include "emulator/media/registry.h"
#include "emulator/server/disc_report.h"
#include "emulator/server/json_line.h"
#include "emulator/server/media_exit_code.h"

namespace emulator::server {
namespace {

using Json = nlohmann::ordered_json;

// What the user asked for; one for the three commands, since one runs.
struct DiscArguments {
  std::string file;
  std::string medium;
  std::string image;
  bool is_json{};
  std::optional<bool> is_formatted;
  std::optional<std::int64_t> blocks;
};

ExitCode complain(ExitCode code, const std::string& what) {
  base::complain("bbdrive", what);
  return code;
}

ExitCode complain(const media::MediaError& error) { return complain(exit_code_of(error.kind), error.message); }

ExitCode make(const DiscArguments& arguments) {
  const auto rom = media::rom_named(arguments.medium);
  if (rom && arguments.image.empty()) {
    return complain(ExitCode::usage, fmt::format("a {} is made from an image: add --from IMAGE", arguments.medium));
  }
  if (!rom && !arguments.image.empty()) {
    return complain(ExitCode::usage,
                    "--from goes with --medium cd-rom, dvd-rom or bd-rom; burn other discs with bbburn");
  }
  if (rom && arguments.is_formatted) {
    return complain(ExitCode::usage, "--formatted and --unformatted are for rewritable discs; leave them out");
  }
  if (rom && arguments.blocks) {
    return complain(ExitCode::usage, "--blocks is for discs that are written; a pressed disc is as large as its image");
  }
  const auto capacity = arguments.blocks ? std::optional{base::BlockCount{*arguments.blocks}} : std::nullopt;
  const auto made = rom ? media::create_rom(arguments.file, *rom, arguments.image)
                        : media::create_disc(arguments.file, arguments.medium,
                                             {.profiles = data_folder() / "profiles" / "media",
                                              .is_formatted = arguments.is_formatted,
                                              .capacity = capacity});
  if (!made) return complain(made.error());
  if (arguments.is_json) {
    const Json event{{"event", "created"}, {"file", arguments.file}, {"medium", arguments.medium}};
    base::print(json_line(event));
  } else {
    base::print(fmt::format("{}: {} {}\n", arguments.file,
                            rom                                      ? "a"
                            : arguments.is_formatted.value_or(false) ? "a formatted"
                                                                     : "a blank",
                            arguments.medium));
  }
  return ExitCode::done;
}

ExitCode show(const DiscArguments& arguments) {
  const auto disc = media::open_medium(arguments.file, {.is_read_only = true});
  if (!disc) return complain(disc.error());
  base::print(arguments.is_json ? disc_events(arguments.file, **disc) : disc_text(arguments.file, **disc));
  return ExitCode::done;
}

ExitCode verify(const DiscArguments& arguments) {
  const auto violation = media::verify_disc(arguments.file);
  if (!violation) return complain(violation.error());
  if (arguments.is_json) {
    Json event{{"event", "verified"}, {"file", arguments.file}, {"sound", !violation->has_value()}};
    if (*violation) event.update({{"invariant", (*violation)->invariant}, {"detail", (*violation)->detail}});
    base::print(json_line(event));
  } else if (!*violation) {
    base::print(fmt::format("{}: sound\n", arguments.file));
  }
  if (!*violation) return ExitCode::done;
  return complain(ExitCode::judged_and_failed,
                  fmt::format("{}: damaged, invariant \"{}\" does not hold: {}; take a copy of the disc instead",
                              arguments.file, (*violation)->invariant, (*violation)->detail));
}

}  // namespace

void add_disc_commands(CLI::App& program, ExitCode& result) {
  CLI::App* disc = program.add_subcommand("disc", "make, show and check disc files");
  disc->require_subcommand(1);
  const auto arguments = std::make_shared<DiscArguments>();
  const auto add = [&](const char* name, const char* what, ExitCode (*run)(const DiscArguments&)) {
    CLI::App* command = disc->add_subcommand(name, what);
    command->add_option("FILE", arguments->file, "the disc file")->required();
    command->add_flag("--json", arguments->is_json, "one JSON object a line on standard output");
    command->callback([arguments, run, &result] { result = run(*arguments); });
    return command;
  };
  CLI::App* making = add("new", "make a blank disc; never overwrites", make);
  making
      ->add_option("--medium", arguments->medium, "what disc: the name of a media profile, or cd-rom, dvd-rom, bd-rom")
      ->required();
  making->add_option("--from", arguments->image, "the ISO image that a cd-rom, dvd-rom or bd-rom is to hold");
  making->add_option(
      "--blocks", arguments->blocks,
      "of a disc that is written once: how many blocks it has, for discs of 8 cm and others that are smaller");
  CLI::Option* formatted = making->add_flag_function(
      "--formatted", [arguments](std::int64_t) { arguments->is_formatted = true; },
      "bd-re, dvd+rw, dvd-ram: with the format that a writing program would give it");
  making
      ->add_flag_function(
          "--unformatted", [arguments](std::int64_t) { arguments->is_formatted = false; },
          "dvd-ram: as if it had never been formatted; the others are sold so")
      ->excludes(formatted);
  add("info", "show sessions and tracks, as a drive would", show);
  add("verify", "check every invariant of a disc file", verify);
}

}  // namespace emulator::server
