// For tests: devices over fake drives as a broker owns them, and a program's end of a device socket.
#pragma once

#include <sys/socket.h>

#include <array>
#include <memory>
#include <vector>

#include "conformance/preload/broker/socket.h"
#include "conformance/preload/kernel/fake_device.h"

namespace conformance::preload::broker {

struct FakeDevices {
  explicit FakeDevices(std::uint32_t count = 1) {
    for (std::uint32_t i = 0; i < count; ++i) {
      kernel::FakeDevice made({.sr = i, .sg = i});
      drives.push_back(made.drive);
      devices.push_back(std::move(made.device));
    }
  }
  std::vector<scsi::FakeDrive*> drives;  // valid as long as the devices
  std::vector<std::unique_ptr<kernel::Device>> devices;
};

struct SocketPair {
  explicit SocketPair(int type = SOCK_STREAM) {
    std::array<int, 2> ends{};
    EXPECT_EQ(socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, ends.data()), 0);
    program = Socket(ends[0]);
    broker = Socket(ends[1]);
  }
  Socket program, broker;
};

inline constexpr wire::Node first_sr{.drive = 0, .driver = wire::Driver::sr};
inline constexpr wire::Node first_sg{.drive = 0, .driver = wire::Driver::sg};
inline constexpr wire::Node first_bsg{.drive = 0, .driver = wire::Driver::bsg};

}  // namespace conformance::preload::broker
