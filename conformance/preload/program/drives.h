// The drives of a run: found, attached and, where asked for, recorded.
#pragma once

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "conformance/preload/kernel/device.h"
#include "conformance/preload/program/launch.h"
#include "conformance/preload/record/recording_drive.h"

namespace conformance::preload::program {

class Drives {
 public:
  // One drive for each address; the computer's own optical drives, under their own names, where there is none.
  // Error: one line that names the address and the remedy.
  static std::expected<Drives, std::string> attach(const std::vector<std::string>& urls);

  // Begins a trace of each drive: of the first in `path`, of the others beside it with the drive's name before the
  // ending.
  std::expected<void, std::string> record(const std::filesystem::path& path, const std::string& command);
  // Error: what could not be written.
  std::expected<void, std::string> finish_recording();

  // To be moved to the broker; the recorders stay valid as long as the devices.
  std::vector<std::unique_ptr<kernel::Device>> devices;
  [[nodiscard]] std::vector<DriveFiles> files() const;

 private:
  std::expected<void, std::string> add(std::unique_ptr<scsi::Drive> drive, const std::string& what, kernel::Names names,
                                       kernel::Address address);
  std::vector<record::RecordingDrive*> recorders_;
  bool are_local_{};
};

}  // namespace conformance::preload::program
