// The rows of the registry: what a disc file of each profile is made of.
#pragma once

#include <memory>
#include <span>

#include "emulator/media/backing_file.h"
#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/overwritable_medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

struct Family {
  ProfileNumber profile{};
  FileAccess access{};
  base::BlockCount largest{};  // that such a disc can be, and that replies about it can say
  SequentialRules (*rules)(const MediaIdentity&){};
  std::unique_ptr<Medium> (*make)(std::unique_ptr<Store>, DiscContents){};
  const OverwritableFamily* overwritable{};  // none where blocks are written once
};

// None when no family of ours has this profile.
[[nodiscard]] const Family* find_family(ProfileNumber profile);

}  // namespace emulator::media
