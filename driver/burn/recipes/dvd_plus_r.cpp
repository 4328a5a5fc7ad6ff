// DVD+R (MMC-6, DVD+R Recording Model).
//
// The open fragment is written from its next writable address in ECC blocks of 16 blocks, the last one filled with
// zeros (WRITE (10) command). SYNCHRONIZE CACHE puts the last ECC block on the disc. CLOSE TRACK/SESSION closes the
// fragment (function 001b), then the session (010b), which leaves the disc appendable, or finalizes the disc (110b).
// The drive keeps a gap of its own before the next session. No mode page: growisofs sends one, and nothing depends on
// it.
//
// A disc of two layers is recorded in the same way, over the end of the first layer without a break in the addresses.
// Where that end is stays as the maker has it (SEND DISC STRUCTURE command, Layer Boundary Information, may change it):
// a smaller first layer would take as much from the second, and with it the room for further sessions.
#include "driver/burn/recipes/sequential.h"

namespace driver::burn {
namespace {

constexpr SequentialMedium medium{.recipe = "DVD+R, sequential recording", .unit = 16};
constexpr SequentialMedium dual_layer_medium{.recipe = "DVD+R DL, sequential recording", .unit = 16};

BurnPlan make(const RecipeInput& input) { return plan_sequential(input, medium); }
BurnPlan make_dual_layer(const RecipeInput& input) { return plan_sequential(input, dual_layer_medium); }

}  // namespace

const Recipe dvd_plus_r{.room = sequential_room, .make = make};
const Recipe dvd_plus_r_dual_layer{.room = sequential_room, .make = make_dual_layer};

}  // namespace driver::burn
