#include "emulator/server/serve_command.h"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "emulator/base/console.h"
#include "emulator/emulator.h"
#include "emulator/server/json_line.h"
#include "emulator/server/listen_address.h"
#include "emulator/server/serve_arguments.h"
#include "emulator/server/server.h"

namespace emulator::server {
namespace {

using Json = nlohmann::ordered_json;

struct ServeCommand {
  std::string listen{"127.0.0.1:3260"};
  std::string clock{"real"};
  std::uint64_t seed{1};
  bool allow_remote{};
  bool no_ping{};
  bool is_json{};
  std::vector<DriveOption> drive_options;
};

ExitCode complain(ExitCode code, const std::string& what) {
  base::complain("bbdrive", what);
  return code;
}

ExitCode complain(const SetupError& error) {
  switch (error.kind) {
    case SetupError::Kind::medium_unsuitable:
      return complain(ExitCode::medium_unsuitable, error.message);
    case SetupError::Kind::in_use:
      return complain(ExitCode::in_use, error.message);
    case SetupError::Kind::bad_input:
      break;
  }
  return complain(ExitCode::bad_input_file, error.message);
}

ExitCode complain(const ServeError& error) {
  return complain(error.kind == ServeError::Kind::in_use ? ExitCode::in_use : ExitCode::usage, error.message);
}

// The drives, both as what the target owns and as what is to be saved at the end.
struct Drives {
  std::vector<NamedUnit> units;
  std::vector<mmc::OpticalDrive*> optical;
};

std::expected<Drives, SetupError> make_drives(const std::vector<ServedDrive>& served, const ServeCommand& command,
                                              ClockKind clock) {
  Drives drives;
  for (const ServedDrive& wanted : served) {
    DriveSetup setup{.profile = wanted.profile,
                     .image_is = wanted.medium,
                     .target_name = target_name_of(wanted.name),
                     .serial_number = wanted.serial_number,
                     .seed = command.seed,
                     .stepped = clock == ClockKind::instant};
    if (wanted.disc) setup.disc = *wanted.disc;
    if (wanted.faults) setup.faults = *wanted.faults;
    auto drive = make_drive(setup);
    if (!drive) return std::unexpected(drive.error());
    drives.optical.push_back(drive->get());
    drives.units.push_back({.name = target_name_of(wanted.name), .unit = *std::move(drive)});
  }
  return drives;
}

void announce(const std::vector<std::string>& urls, const std::vector<ServedDrive>& served, bool is_json) {
  for (std::size_t i = 0; i < urls.size(); ++i) {
    const std::string disc = served[i].disc.value_or("");
    if (is_json) {
      Json event{{"event", "drive"}, {"url", urls[i]}, {"name", served[i].name}, {"profile", served[i].profile}};
      if (served[i].disc) event["disc"] = disc;
      if (served[i].faults) event["faults"] = *served[i].faults;
      base::print(json_line(event));
    } else {
      base::print(fmt::format("{} {} {}\n", urls[i], served[i].profile, disc.empty() ? "empty" : disc));
    }
  }
}

// Whatever was accepted is put on the discs, also in mid-burn.
ExitCode save(const Drives& drives, const std::vector<ServedDrive>& served) {
  ExitCode result = ExitCode::done;
  for (std::size_t i = 0; i < drives.optical.size(); ++i) {
    if (drives.optical[i]->save()) continue;
    result = complain(ExitCode::output_not_written,
                      fmt::format("{}: not all could be written; make room on its file system and burn again",
                                  served[i].disc.value_or(served[i].name)));
  }
  return result;
}

ExitCode serve(const ServeCommand& command) {
  const auto served = served_drives(command.drive_options);
  if (!served) return complain(ExitCode::usage, served.error());
  const auto clock = parse_clock(command.clock);
  if (!clock) return complain(ExitCode::usage, clock.error());
  const auto address = parse_listen_address(command.listen);
  if (!address) return complain(ExitCode::usage, address.error());

  auto made = make_drives(*served, command, clock->kind);
  if (!made) return complain(made.error());
  Target target(std::move(made->units));
  const auto server = Server::listen(target, {.address = address->host,
                                              .port = address->port,
                                              .clock = clock->kind,
                                              .times = clock->times,
                                              .allow_remote = command.allow_remote,
                                              .asks_silent_peers = !command.no_ping});
  if (!server) return complain(server.error());
  (*server)->stop_on_signals();
  announce((*server)->urls(), *served, command.is_json);
  (*server)->run();
  const ExitCode saved = save(*made, *served);
  if (command.is_json) base::print(json_line(Json{{"event", "stopped"}}));
  return saved;
}

// Each value is kept as it is met: what an option means depends on what stands before it.
void add_drive_option(CLI::App& command, const std::shared_ptr<ServeCommand>& wanted, DriveOption::Kind kind,
                      const std::string& name, const std::string& what) {
  command
      .add_option_function<std::string>(
          name, [wanted, kind](const std::string& value) { wanted->drive_options.push_back({kind, value}); }, what)
      ->trigger_on_parse()
      ->type_name("TEXT");
}

}  // namespace

void add_serve_command(CLI::App& program, ExitCode& result) {
  CLI::App* command = program.add_subcommand("serve", "serve drives over iSCSI until SIGINT or SIGTERM");
  const auto wanted = std::make_shared<ServeCommand>();
  command->add_option("--listen", wanted->listen, "IP:PORT; port 0 takes a free one")->capture_default_str();
  add_drive_option(*command, wanted, DriveOption::Kind::drive, "--drive",
                   "a drive model: the name of a file in profiles/drives, or a path; again for each drive");
  command->get_option("--drive")->required();
  add_drive_option(*command, wanted, DriveOption::Kind::disc, "--disc",
                   "a disc file or an ISO image for the last --drive; without one the drive is empty");
  add_drive_option(*command, wanted, DriveOption::Kind::name, "--name",
                   "how the last --drive is called after the colon of its iSCSI name; else its model");
  add_drive_option(*command, wanted, DriveOption::Kind::medium, "--medium",
                   "what the image of the last --drive is: cd-rom, dvd-rom or bd-rom; else by its size");
  add_drive_option(*command, wanted, DriveOption::Kind::faults, "--faults",
                   "a file that says which commands of the last --drive meet which fault");
  command
      ->add_option("--clock", wanted->clock,
                   "real: drives take their time; instant: nobody waits; 8x: eight times faster than real")
      ->capture_default_str();
  command->add_option("--seed", wanted->seed, "where the drives' chance begins")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_flag("--allow-remote", wanted->allow_remote,
                    "listen on an address that other computers reach, although nothing asks them who they are");
  command->add_flag("--no-ping", wanted->no_ping, "never ask a silent initiator whether it is still there");
  command->add_flag("--json", wanted->is_json, "one JSON object a line on standard output");
  command->callback([wanted, &result] { result = serve(*wanted); });
}

}  // namespace emulator::server
