#include "emulator/drive/load_state.h"

#include <utility>

namespace emulator::drive {
namespace {

// One function for each pair that means something; every other pair leaves the state as it is.
LoadState move(Empty, const OpenTray&) { return TrayOpen{}; }
LoadState move(Loading state, const OpenTray&) { return TrayOpen{std::move(state.medium)}; }
LoadState move(Loaded state, const OpenTray&) { return TrayOpen{std::move(state.medium)}; }

LoadState move(TrayOpen state, const CloseTray& event) {
  if (!state.on_tray) return Empty{};
  return Loading{.medium = std::move(state.on_tray), .ready_at = event.now + event.spin_up, .spin_up = event.spin_up};
}

LoadState move(TrayOpen, PutOnTray event) { return TrayOpen{std::move(event.disc)}; }

LoadState move(Loading state, const TimePasses& event) {
  if (event.now < state.ready_at) return state;
  return Loaded{std::move(state.medium)};
}

LoadState move(Loading state, const Hurry& event) {
  state.ready_at = state.ready_at + -event.by;
  return state;
}

template <typename State, typename Event>
LoadState move(State state, const Event&) {
  return state;
}

}  // namespace

LoadState next(LoadState state, LoadEvent event) {
  return std::visit([](auto& from, auto& by) -> LoadState { return move(std::move(from), std::move(by)); }, state,
                    event);
}

}  // namespace emulator::drive
