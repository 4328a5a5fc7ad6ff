#include "emulator/media/dvd_plus_r_dual_layer.h"

#include <utility>

#include "emulator/media/dvd_plus_r.h"
#include "emulator/media/sequential_medium.h"

namespace emulator::media {
namespace {

// HL-DT-ST BT20N says 266240 (41000h) of a blank disc; an Optiarc AD-7590S says 0.
constexpr std::uint32_t read_compatibility_lba = 266'240;

void complete(DiscLayout& layout, const DiscState& recorded) {
  layout.read_compatibility_lba = read_compatibility_lba;
  mark_fragments(layout, recorded);
}

constexpr SequentialFamily family{.profile = ProfileNumber::dvd_plus_r_dual_layer,
                                  .rules = dvd_plus_r_dual_layer_rules,
                                  .track_mode = 7,
                                  .has_two_layers = true,
                                  .finalizes = finalizes_dvd_plus_r,
                                  .complete = complete};

}  // namespace

SequentialRules dvd_plus_r_dual_layer_rules(const MediaIdentity& identity) {
  // The gaps are those of one layer: on a disc of four sessions 192 -> 2240, 697472 -> 699520, 1743040 -> 1745088.
  SequentialRules rules = dvd_plus_r_rules(identity);
  constexpr std::uint16_t most_sessions = 127;
  rules.most_tracks = static_cast<std::uint16_t>(rules.most_tracks - rules.most_sessions + most_sessions);
  rules.most_sessions = most_sessions;
  return rules;
}

std::unique_ptr<Medium> make_dvd_plus_r_dual_layer(std::unique_ptr<Store> store, DiscContents contents) {
  return make_sequential_medium(family, std::move(store), std::move(contents));
}

}  // namespace emulator::media
