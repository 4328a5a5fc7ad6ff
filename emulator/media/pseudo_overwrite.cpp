#include "emulator/media/pseudo_overwrite.h"

#include <algorithm>
#include <functional>

namespace emulator::media {

std::optional<base::Lba> find_replacement(const std::vector<Replacement>& replacements, base::Lba original) {
  const auto found = std::ranges::lower_bound(replacements, original, {}, &Replacement::original);
  if (found == replacements.end() || found->original != original) return std::nullopt;
  return found->at;
}

void replace_cluster(std::vector<Replacement>& replacements, const Replacement& replacement) {
  const auto place = std::ranges::lower_bound(replacements, replacement.original, {}, &Replacement::original);
  if (place != replacements.end() && place->original == replacement.original) {
    place->at = replacement.at;
  } else {
    replacements.insert(place, replacement);
  }
}

std::vector<Piece> pieces_of(base::BlockRange range, const std::vector<Replacement>& replacements,
                             base::BlockCount cluster) {
  std::vector<Piece> pieces;
  while (!range.empty()) {
    // The first replaced cluster that reaches into what is left.
    const auto next = std::ranges::lower_bound(replacements, range.first, std::less_equal{},
                                               [&](const Replacement& each) { return each.original + cluster; });
    base::Lba end = range.end();
    base::Lba at = range.first;
    if (next != replacements.end() && next->original <= range.first) {
      at = next->at + (range.first - next->original);
      end = std::min(end, next->original + cluster);
    } else if (next != replacements.end()) {
      end = std::min(end, next->original);
    }
    pieces.push_back({.blocks = {range.first, end - range.first}, .at = at});
    range = {end, range.end() - end};
  }
  return pieces;
}

base::Lba next_spare(const DiscState& state, base::BlockCount cluster) {
  const base::Lba first = base::Lba{} + state.formatting.value_or(Formatting{}).capacity;
  const auto last = std::ranges::max_element(state.replacements, {}, &Replacement::at);
  return last == state.replacements.end() ? first : last->at + cluster;
}

}  // namespace emulator::media
