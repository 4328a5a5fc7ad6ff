// An emulated drive with a disc, in this process, seen from both sides: as the driver's transport and as the suite's
// link. Both facades are spoken to in bytes; nothing waits, and no socket is opened.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "conformance/link/link.h"
#include "driver/driver.h"
#include "emulator/emulator.h"

namespace conformance::cases::closed_loop {

// The drive's time: a command takes what the drive says, and the host's waiting moves it on.
class ModelClock final : public driver::transport::Clock {
 public:
  [[nodiscard]] base::Instant now() const override { return now_; }
  void wait(base::Duration amount) override { now_ = now_ + amount; }

 private:
  base::Instant now_;
};

class DirectTransport final : public driver::transport::Transport {
 public:
  DirectTransport(emulator::Target& target, ModelClock& clock);
  ~DirectTransport() override;
  DirectTransport(const DirectTransport&) = delete;
  DirectTransport& operator=(const DirectTransport&) = delete;

  std::expected<void, driver::transport::TransportError> submit(const driver::transport::Command& command) override;
  std::expected<driver::transport::Completion, driver::transport::TransportError> wait() override;
  [[nodiscard]] std::size_t largest_transfer() const override { return 64UL * 1024; }
  [[nodiscard]] std::string description() const override { return "the emulator's facade"; }

 private:
  emulator::Target& target_;
  ModelClock& clock_;
  emulator::scsi::NexusId nexus_;
  driver::transport::Completion completion_;
};

// A folder of its own, a disc in it, and a drive that holds the disc.
class EmulatedDrive {
 public:
  // `medium` as "bd-r"; none leaves the drive empty.
  explicit EmulatedDrive(const std::string& profile, const std::string& medium = {});
  ~EmulatedDrive();
  EmulatedDrive(const EmulatedDrive&) = delete;
  EmulatedDrive& operator=(const EmulatedDrive&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] driver::Connection connection() { return {*transport_, clock_}; }
  // Blocks as READ (10) gives them; what came before a refusal.
  base::ByteBuffer read(base::Lba first, base::BlockCount count);

 private:
  std::filesystem::path folder_;
  ModelClock clock_;
  std::unique_ptr<emulator::Target> target_;
  std::unique_ptr<DirectTransport> transport_;
};

}  // namespace conformance::cases::closed_loop
