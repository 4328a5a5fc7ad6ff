// A drive in use by one sub-command: the way to it, its record, and patience.
#pragma once

#include <expected>
#include <memory>
#include <optional>

#include "driver/cli/failure.h"
#include "driver/cli/options.h"
#include "driver/drive/facts.h"
#include "driver/mmc/device.h"
#include "driver/transport/clock.h"
#include "driver/transport/recorder.h"

namespace driver::cli {

class DriveSession {
 public:
  // Reaches the drive and begins the record if one is wanted. `purpose` is written into it.
  static std::expected<std::unique_ptr<DriveSession>, Failure> open(const DriveOptions& options,
                                                                    const std::string& purpose);

  [[nodiscard]] mmc::Device& device() { return *device_; }
  [[nodiscard]] base::BlockCount blocks_per_read() const;
  [[nodiscard]] transport::Clock& clock() { return clock_; }
  [[nodiscard]] std::expected<drive::Facts, Failure> discover();

  // Ends the record. Its failure counts only after a success: a burn's own failure says more.
  std::expected<void, Failure> close(std::expected<void, Failure> result);

 private:
  DriveSession() = default;
  transport::SteadyClock clock_;
  std::unique_ptr<transport::Transport> transport_;
  std::unique_ptr<transport::Recorder> recorder_;
  std::optional<mmc::Device> device_;
};

}  // namespace driver::cli
