// The medium behind the write-once families that differ in numbers only: DVD+R and BD-R. A family is one of these rows.
#pragma once

#include <memory>
#include <vector>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

struct SequentialFamily {
  ProfileNumber profile{};
  SequentialRules (*rules)(const MediaIdentity&){};
  std::uint8_t track_mode{};                         // what READ TRACK INFORMATION says of every track
  bool has_two_layers{};                             // whose boundary a host may set: DVD+R DL
  bool (*finalizes)(std::uint8_t close_function){};  // besides 1, a track, 2, a session, and 4 with two layers
  void (*complete)(DiscLayout& layout, const DiscState& recorded){};  // what is the family's own
  // Of a blank disc of that capacity; none where the family has no FORMAT UNIT.
  std::vector<Format> (*formats)(base::BlockCount capacity){};
  Result<Formatting> (*formatting)(base::BlockCount capacity, const Format& wanted){};
};

// `family` outlives the medium.
[[nodiscard]] std::unique_ptr<Medium> make_sequential_medium(const SequentialFamily& family,
                                                             std::unique_ptr<Store> store, DiscContents contents);

}  // namespace emulator::media
