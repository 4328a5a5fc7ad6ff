// The program in which the shim is tested: it plays bbrun for itself. Started plainly it attaches two fake drives to a
// broker and runs itself again under the shim; there the tests call the C library as any burner does, and meet
// /dev/sr0, /dev/sg0, /dev/sr1 and /dev/sg1.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "conformance/preload/broker/broker.h"
#include "conformance/preload/program/device_tree.h"
#include "conformance/preload/program/launch.h"
#include "conformance/preload/scsi/fake_drive.h"

namespace conformance::preload {
namespace {

constexpr int broken = 99;

int fail(const std::string& text) {
  std::fprintf(stderr, "the tests of the shim cannot begin: %s\n", text.c_str());
  return broken;
}

// The shim lies in lib/ of the build tree, this program in its root.
std::filesystem::path shim_path() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "lib" / "libbbrun_shim.so";
}

int run_again_under_shim(int argc, char** argv) {
  std::vector<std::unique_ptr<kernel::Device>> devices;
  program::Launch launch{.program = std::filesystem::read_symlink("/proc/self/exe"), .shim = shim_path()};
  for (std::uint32_t i = 0; i < 2; ++i) {
    auto device = std::make_unique<kernel::Device>(std::make_unique<scsi::FakeDrive>(), kernel::Names{.sr = i, .sg = i},
                                                   kernel::Address{.host = i});
    if (const auto attached = device->attach(); !attached) return fail(attached.error());
    launch.drives.push_back({.names = device->names(), .address = device->address()});
    devices.push_back(std::move(device));
  }
  const auto tree = program::DeviceTree::create(devices);
  if (!tree) return fail(tree.error());
  launch.tree = tree->root();
  launch.arguments.assign(argv, argv + argc);
  std::array<int, 2> pair{};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair.data()) != 0) return fail(strerror(errno));
  const broker::Socket program_end(pair[1]);
  launch.rendezvous = program_end.get();
  broker::Broker broker(std::move(devices), broker::Socket(pair[0]));
  const auto code = program::run(launch);
  if (!code) return fail(code.error());
  broker.wait_until_unused();
  return *code;
}

bool lists_only(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    if (std::string_view(argv[i]).starts_with("--gtest_list_tests")) return true;
  }
  return false;
}

}  // namespace
}  // namespace conformance::preload

int main(int argc, char** argv) {
  using namespace conformance::preload;
  const bool is_under_shim = std::getenv(wire::environment_name) != nullptr;
  if (!is_under_shim && !lists_only(argc, argv)) return run_again_under_shim(argc, argv);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
