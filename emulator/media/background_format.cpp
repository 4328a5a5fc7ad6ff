#include "emulator/media/background_format.h"

#include <algorithm>

namespace emulator::media {
namespace {

base::Lba end_of_format(const DiscState& state) {
  return base::Lba{} + (state.formatting ? state.formatting->capacity : base::BlockCount{});
}

}  // namespace

bool is_format_complete(const DiscState& state) {
  return state.formatting && state.formatted_until == end_of_format(state);
}

void pass_written(DiscState& state) {
  const base::BlockRange rest{state.formatted_until, end_of_format(state) - state.formatted_until};
  if (!rest.empty()) state.formatted_until = state.user_data().first_outside(rest);
}

void format_next(DiscState& state, base::BlockCount blocks) {
  if (!state.formatting) return;
  pass_written(state);
  while (blocks.value > 0 && !is_format_complete(state)) {
    const base::Lba at = state.formatted_until;
    const base::Lba next_written = state.user_data().next_from(at).value_or(end_of_format(state));
    const base::Lba until = std::min({at + blocks, next_written, end_of_format(state)});
    blocks -= until - at;
    state.formatted_until = until;
    pass_written(state);
  }
}

}  // namespace emulator::media
