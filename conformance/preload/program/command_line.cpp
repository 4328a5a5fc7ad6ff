#include "conformance/preload/program/command_line.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/socket.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>

#include "conformance/preload/broker/broker.h"
#include "conformance/preload/program/device_tree.h"
#include "conformance/preload/program/executable.h"
#include "conformance/preload/program/launch.h"
#include "conformance/preload/scsi/iscsi_drive.h"

namespace conformance::preload::program {
namespace {

constexpr int failed = 125;

struct Options {
  std::vector<std::string> drives;
  std::vector<std::string> command;
};

int fail(int code, const std::string& text) {
  fmt::print(stderr, "bbrun: {}\n", text);
  return code;
}

std::expected<std::unique_ptr<kernel::Device>, std::string> attach(const std::string& url, std::uint32_t index) {
  auto drive = scsi::connect_iscsi(url);
  if (!drive) return std::unexpected(drive.error().text);
  const auto lun = static_cast<std::uint32_t>((*drive)->logical_unit_number());
  auto device = std::make_unique<kernel::Device>(std::move(*drive), kernel::Names{.sr = index, .sg = index},
                                                 kernel::Address{.host = index, .lun = lun});
  if (const auto attached = device->attach(); !attached) {
    return std::unexpected(fmt::format("{}: {}", url, attached.error()));
  }
  return device;
}

int run_program(const Options& options) {
  const auto program = find_program(options.command.front());
  if (!program) return fail(program.error().exit_code, program.error().text);
  const auto shim = find_shim();
  if (!shim) return fail(failed, shim.error());
  std::vector<std::unique_ptr<kernel::Device>> devices;
  std::vector<kernel::Names> names;
  for (const std::string& url : options.drives) {
    auto device = attach(url, static_cast<std::uint32_t>(devices.size()));
    if (!device) return fail(failed, device.error());
    names.push_back((*device)->names());
    devices.push_back(std::move(*device));
  }
  const auto tree = DeviceTree::create(devices);
  if (!tree) return fail(failed, tree.error());
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) return fail(failed, strerror(errno));
  // Out of the way of the numbers that programs count on getting.
  constexpr int first_number = 700;
  const int moved = fcntl(pair[0], F_DUPFD_CLOEXEC, first_number);
  const broker::Socket lower(moved >= 0 ? pair[0] : -1);
  const broker::Socket theirs(moved >= 0 ? moved : pair[0]);
  broker::Broker broker(std::move(devices), broker::Socket(pair[1]));
  const auto code = run({.program = *program,
                         .arguments = options.command,
                         .shim = *shim,
                         .rendezvous = theirs.get(),
                         .drives = std::move(names),
                         .tree = tree->root()});
  if (!code) return fail(126, code.error());
  broker.wait_until_unused();
  return *code;
}

}  // namespace

int run_command_line(int argc, char** argv) {
  Options options;
  CLI::App app("Runs any Linux program with optical drives that it takes for the computer's own.", "bbrun");
  app.set_version_flag("--version", "bbrun " BURNBENCH_VERSION);
  app.add_option("--drive", options.drives,
                 "the address of a drive, as `bbdrive serve` prints it; /dev/sr0 is the first")
      ->required()
      ->allow_extra_args(false);
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
