#include "conformance/preload/program/command_line.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <optional>

#include "conformance/preload/broker/broker.h"
#include "conformance/preload/program/device_tree.h"
#include "conformance/preload/program/drive_options.h"
#include "conformance/preload/program/drives.h"
#include "conformance/preload/program/executable.h"
#include "conformance/preload/program/launch.h"
#include "conformance/preload/program/private_server.h"
#include "emulator/base/same_file.h"

namespace conformance::preload::program {
namespace {

namespace fs = std::filesystem;

constexpr int failed = 125;

struct Options {
  std::vector<DriveOption> drives;
  std::string clock{"real"};
  std::string trace;
  std::vector<std::string> command;
};

// An empty text means that bbdrive has said it already.
int fail(int code, const std::string& text) {
  if (!text.empty()) fmt::print(stderr, "bbrun: {}\n", text);
  return code;
}

// The two ends of the rendezvous, the program's out of the way of the numbers that programs count on getting.
struct Rendezvous {
  broker::Socket broker;
  broker::Socket program;
};

std::expected<Rendezvous, std::string> make_rendezvous() {
  constexpr int first_number = 700;
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) return std::unexpected(strerror(errno));
  Rendezvous made{.broker = broker::Socket(pair[0]), .program = broker::Socket(pair[1])};
  const int moved = fcntl(pair[1], F_DUPFD_CLOEXEC, first_number);
  if (moved >= 0) made.program = broker::Socket(moved);
  return made;
}

std::string joined(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

std::expected<int, std::string> run_with(Drives& drives, const Options& options, Launch launch) {
  const auto tree = DeviceTree::create(drives.devices);
  if (!tree) return std::unexpected(tree.error());
  auto rendezvous = make_rendezvous();
  if (!rendezvous) return std::unexpected(rendezvous.error());
  if (!options.trace.empty()) {
    if (auto begun = drives.record(options.trace, joined(options.command)); !begun)
      return std::unexpected(begun.error());
  }
  launch.rendezvous = rendezvous->program.get();
  launch.drives = drives.files();
  launch.tree = tree->root();
  broker::Broker broker(std::move(drives.devices), std::move(rendezvous->broker));
  auto code = run(launch);
  if (!code) return code;
  broker.wait_until_unused();
  if (auto finished = drives.finish_recording(); !finished) return std::unexpected(finished.error());
  return code;
}

// The private drives' server, where there are any. Their addresses are filled in among the wanted drives.
std::expected<std::optional<PrivateServer>, std::string> start_private(std::vector<WantedDrive>& drives,
                                                                       const std::string& clock) {
  std::vector<WantedDrive> own;
  std::ranges::copy_if(drives, std::back_inserter(own), &WantedDrive::is_own);
  if (own.empty()) return std::nullopt;
  const auto bbdrive = find_bbdrive();
  if (!bbdrive) return std::unexpected(bbdrive.error());
  auto server = PrivateServer::start(own, {.bbdrive = *bbdrive, .clock = clock});
  if (!server) return std::unexpected(server.error());
  auto url = server->urls().begin();
  for (WantedDrive& drive : drives) {
    if (drive.is_own()) drive.url = *url++;
  }
  return std::optional<PrivateServer>(std::move(*server));
}

std::expected<int, std::string> run_attached(const std::vector<WantedDrive>& wanted, const Options& options,
                                             Launch launch) {
  std::vector<std::string> urls;
  for (const WantedDrive& drive : wanted) urls.push_back(drive.url);
  auto drives = Drives::attach(urls);
  if (!drives) return std::unexpected(drives.error());
  return run_with(*drives, options, std::move(launch));
}

// The files of the run's own, each under a name of its own: the trace would take the place of the disc.
std::optional<std::string> file_named_twice(const std::vector<WantedDrive>& drives, const std::string& trace) {
  std::vector<std::pair<const char*, fs::path>> files;
  if (!trace.empty()) files = {{"--record", trace}, {"the data file of --record", base::place_of(trace) += ".data"}};
  for (const WantedDrive& drive : drives) {
    if (!drive.keep) continue;
    for (const auto& [name, file] : files) {
      if (!base::is_same_file(file, *drive.keep)) continue;
      return fmt::format("{}: both --keep and {}; give each a file of its own", drive.keep->string(), name);
    }
    files.emplace_back("another --keep", *drive.keep);
  }
  return std::nullopt;
}

int run_program(const Options& options) {
  auto wanted = wanted_drives(options.drives);
  if (!wanted) return fail(failed, wanted.error());
  if (const auto twice = file_named_twice(*wanted, options.trace)) return fail(failed, *twice);
  auto program = find_program(options.command.front());
  if (!program) return fail(program.error().exit_code, program.error().text);
  auto shim = find_shim();
  if (!shim) return fail(failed, shim.error());
  auto server = start_private(*wanted, options.clock);
  if (!server) return fail(failed, server.error());
  const auto code = run_attached(
      *wanted, options, {.program = std::move(*program), .arguments = options.command, .shim = std::move(*shim)});
  // The drives are let go of by now, so bbdrive has nobody to wait for.
  const auto stopped = *server ? (*server)->stop() : std::expected<void, std::string>{};
  if (!code) return fail(failed, code.error());
  return stopped ? *code : fail(failed, stopped.error());
}

// Each value is kept as it is met: what an option means depends on what stands before it.
void add_drive_option(CLI::App& app, Options& options, DriveOption::Kind kind, const std::string& name,
                      const std::string& what) {
  app.add_option_function<std::string>(
         name, [&options, kind](const std::string& value) { options.drives.push_back({kind, value}); }, what)
      ->trigger_on_parse()
      ->type_name("TEXT");
}

}  // namespace

int run_command_line(int argc, char** argv) {
  Options options;
  CLI::App app("Runs any Linux program with optical drives that it takes for the computer's own.", "bbrun");
  app.set_version_flag("--version", "bbrun " BURNBENCH_VERSION);
  add_drive_option(app, options, DriveOption::Kind::drive, "--drive",
                   "the address of a drive, as `bbdrive serve` prints it; again for each drive, the first becomes "
                   "/dev/sr0. Without --drive and --profile the program gets the computer's own drives");
  add_drive_option(
      app, options, DriveOption::Kind::profile, "--profile",
      "a drive of bbrun's own: the name of a file in profiles/drives, or a path; it ends with the program");
  add_drive_option(app, options, DriveOption::Kind::medium, "--medium",
                   "the blank disc for the last --profile, as `bbdrive disc new` takes it; without one it is empty");
  add_drive_option(app, options, DriveOption::Kind::keep, "--keep",
                   "where the disc of the last --profile is kept; one that is there already is used");
  app.add_option("--clock", options.clock, "the time of bbrun's own drives: real, instant, or for example 8x")
      ->capture_default_str();
  app.add_option(
      "--record", options.trace,
      "write a trace of every command to this file; that of /dev/sr1 goes beside it, to NAME.sr1.ENDING, and so on");
  app.add_option("program", options.command, "after --: the program and its arguments")->required();
  app.positionals_at_end();
  app.failure_message([](const CLI::App* program, const CLI::Error& error) {
    return fmt::format("bbrun: {}; see {} --help\n", error.what(), program->get_name());
  });
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : failed;
  }
  return run_program(options);
}

}  // namespace conformance::preload::program
