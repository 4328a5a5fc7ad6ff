// For tests: a device over a script, and a clock that waits at once.
#pragma once

#include <vector>

#include "driver/mmc/device.h"
#include "driver/transport/scripted.h"

namespace driver::mmc {

class Remarks final : public WaitListener {
 public:
  void waiting(const Sense& reason, base::Duration /*so_far*/) override { waits.push_back(reason); }
  void remarked(const Sense& remark) override { remarks.push_back(remark); }
  std::vector<Sense> waits;
  std::vector<Sense> remarks;
};

struct ScriptedDrive {
  transport::ScriptedTransport script;
  transport::ManualClock clock;
  Remarks remarks;
  Device device{script, clock, &remarks};
};

inline constexpr std::string_view invalid_field = "70 00 05 00 00 00 00 0A 00 00 00 00 24 00 00 C0 00 02";
inline constexpr std::string_view no_medium = "70 00 02 00 00 00 00 0A 00 00 00 00 3A 01 00 00 00 00";
inline constexpr std::string_view becoming_ready = "70 00 02 00 00 00 00 0A 00 00 00 00 04 01 00 00 00 00";
inline constexpr std::string_view operation_half_done = "70 00 02 00 00 00 00 0A 00 00 00 00 04 07 00 80 80 00";
inline constexpr std::string_view long_write = "70 00 02 00 00 00 00 0A 00 00 00 00 04 08 00 00 00 00";
inline constexpr std::string_view power_on = "70 00 06 00 00 00 00 0A 00 00 00 00 29 00 00 00 00 00";
inline constexpr std::string_view medium_changed = "70 00 06 00 00 00 00 0A 00 00 00 00 28 00 00 00 00 00";
inline constexpr std::string_view mode_changed = "70 00 06 00 00 00 00 0A 00 00 00 00 2A 01 00 00 00 00";
inline constexpr std::string_view write_error = "70 00 03 00 00 00 00 0A 00 00 00 00 0C 00 00 00 00 00";
inline constexpr std::string_view deferred_write_error = "71 00 03 00 00 00 00 0A 00 00 00 00 0C 00 00 00 00 00";
inline constexpr std::string_view almost_full = "70 00 01 00 00 00 00 0A 00 00 00 00 73 01 00 00 00 00";

}  // namespace driver::mmc
