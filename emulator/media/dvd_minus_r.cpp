#include "emulator/media/dvd_minus_r.h"

#include <utility>

#include "emulator/media/dvd_minus_sequential.h"

namespace emulator::media {
namespace {

// Real drives name 2298496 blocks as the data area of a blank disc and 2297888 as free.
constexpr DvdMinusFamily one_layer{.profile = ProfileNumber::dvd_minus_r_sequential,
                                   .kept_back = base::BlockCount{608}};
constexpr DvdMinusFamily two_layers{.profile = ProfileNumber::dvd_minus_r_dual_layer_sequential};

}  // namespace

std::unique_ptr<Medium> make_dvd_minus_r(std::unique_ptr<Store> store, DiscContents contents) {
  const DvdMinusFamily& family = contents.profile == two_layers.profile ? two_layers : one_layer;
  const SequentialRules rules = dvd_minus_rules(contents.identity);
  return std::make_unique<DvdMinusSequential>(family, std::move(store), std::move(contents), rules);
}

}  // namespace emulator::media
