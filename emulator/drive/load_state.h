// Where the disc is. A medium exists only where it can: whoever wants one has to say in which state it finds it.
#pragma once

#include <memory>
#include <variant>

#include "emulator/base/instant.h"
#include "emulator/media/medium.h"

namespace emulator::drive {

struct TrayOpen {
  std::unique_ptr<media::Medium> on_tray;  // out of the mechanism's reach; none when the tray is empty
};
struct Empty {};
struct Loading {
  std::unique_ptr<media::Medium> medium;
  base::Instant ready_at;
  base::Duration spin_up{};  // all of it, of which `ready_at` is the end
};
struct Loaded {
  std::unique_ptr<media::Medium> medium;
};
using LoadState = std::variant<TrayOpen, Empty, Loading, Loaded>;

struct OpenTray {};
struct CloseTray {
  base::Instant now;
  base::Duration spin_up;
};
struct PutOnTray {
  std::unique_ptr<media::Medium> disc;  // none takes away what lies there
};
struct TimePasses {
  base::Instant now;
};
struct Hurry {
  base::Duration by;  // where nobody waits for time to pass
};
using LoadEvent = std::variant<OpenTray, CloseTray, PutOnTray, TimePasses, Hurry>;

// The state after `event`. An event that means nothing in a state leaves it as it is: an open tray stays open, a disc
// is put on a tray only when it is open.
[[nodiscard]] LoadState next(LoadState state, LoadEvent event);

}  // namespace emulator::drive
