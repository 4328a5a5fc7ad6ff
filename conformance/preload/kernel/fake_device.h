// A device over a fake drive, for tests.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "conformance/preload/kernel/ioctl.h"
#include "conformance/preload/kernel/open_file.h"
#include "conformance/preload/scsi/fake_drive.h"

namespace conformance::preload::kernel {

struct FakeDevice {
  explicit FakeDevice(Names names = {}) {
    auto made = std::make_unique<scsi::FakeDrive>();
    drive = made.get();
    device = std::make_unique<Device>(std::move(made), names, Address{.host = names.sr});
    EXPECT_TRUE(device->attach());
    drive->take_log();
  }
  scsi::FakeDrive* drive{};
  std::unique_ptr<Device> device;
};

// An open of one of its two files.
struct FakeFile : FakeDevice {
  FakeFile(wire::Driver driver, int flags) : file(*device, driver, flags) {}
  Answer ask(unsigned long request, std::int64_t value = 0, base::Bytes bytes = {}) {
    return control(file, {.request = request, .value = value, .bytes = bytes, .is_privileged = true});
  }
  template <typename Value>
  Answer ask_with(unsigned long request, const Value& value) {
    const auto bytes = answer_with(value)->bytes;
    return ask(request, 0, bytes);
  }
  // The structure that an answer carries.
  template <typename Value>
  static Value value_of(const Answer& answer) {
    EXPECT_TRUE(answer) << "errno " << answer.error();
    return answer ? argument_as<Value>(answer->bytes).value_or(Value{}) : Value{};
  }
  static Errno error_of(const Answer& answer) { return answer ? 0 : answer.error(); }
  OpenFile file;
};

}  // namespace conformance::preload::kernel
