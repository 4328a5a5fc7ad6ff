#include "conformance/preload/program/command_line.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <array>
#include <cerrno>
#include <cstring>

#include "conformance/preload/broker/broker.h"
#include "conformance/preload/program/device_tree.h"
#include "conformance/preload/program/drives.h"
#include "conformance/preload/program/executable.h"
#include "conformance/preload/program/launch.h"

namespace conformance::preload::program {
namespace {

constexpr int failed = 125;

struct Options {
  std::vector<std::string> drives;
  std::string trace;
  std::vector<std::string> command;
};

int fail(int code, const std::string& text) {
  fmt::print(stderr, "bbrun: {}\n", text);
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
  launch.drives = drives.names();
  launch.tree = tree->root();
  broker::Broker broker(std::move(drives.devices), std::move(rendezvous->broker));
  auto code = run(launch);
  if (!code) return code;
  broker.wait_until_unused();
  if (auto finished = drives.finish_recording(); !finished) return std::unexpected(finished.error());
  return code;
}

int run_program(const Options& options) {
  auto program = find_program(options.command.front());
  if (!program) return fail(program.error().exit_code, program.error().text);
  auto shim = find_shim();
  if (!shim) return fail(failed, shim.error());
  auto drives = Drives::attach(options.drives);
  if (!drives) return fail(failed, drives.error());
  const auto code = run_with(*drives, options,
                             {.program = std::move(*program), .arguments = options.command, .shim = std::move(*shim)});
  return code ? *code : fail(failed, code.error());
}

}  // namespace

int run_command_line(int argc, char** argv) {
  Options options;
  CLI::App app("Runs any Linux program with optical drives that it takes for the computer's own.", "bbrun");
  app.set_version_flag("--version", "bbrun " BURNBENCH_VERSION);
  app.add_option(
         "--drive", options.drives,
         "the address of a drive, as `bbdrive serve` prints it; the first becomes /dev/sr0. Without it the program "
         "gets the computer's own drives")
      ->allow_extra_args(false);
  app.add_option("--record", options.trace, "write a trace of every command to this file");
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
