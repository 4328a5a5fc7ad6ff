// The medium behind the families whose blocks a host writes where and as often as it wants: BD-RE, DVD+RW and DVD-RAM.
// A family is one of these rows. MMC-6, Random Writable feature.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "emulator/media/disc_state.h"
#include "emulator/media/medium.h"
#include "emulator/media/sequential.h"
#include "emulator/media/store.h"

namespace emulator::media {

struct OverwritableFamily {
  ProfileNumber profile{};
  std::int64_t ecc_block{};                 // a multiple of it is formatted and recorded
  DiscStatus formatted_status{};            // READ DISC INFORMATION: "complete", on DVD-RAM "other"
  bool formats_in_background{};             // DVD+RW
  bool keeps_defect_lists{};                // FORMAT UNIT may say what becomes of them
  bool has_write_protection{};              // recorded on the disc
  base::BlockCount primary_spare_blocks{};  // beside what a format leaves out of the capacity
  // What FORMAT UNIT takes of a disc in that state.
  std::vector<Format> (*formats)(const MediaIdentity&, const DiscState&){};
  // Makes a format of it, or says why not; the state is then as it was.
  Result<void> (*format)(DiscState&, const MediaIdentity&, const Format& wanted){};
  // Blocks that such a format writes or reads to certify them.
  base::BlockCount (*certified)(const MediaIdentity&, const Format& wanted){};
};

// `family` outlives the medium.
[[nodiscard]] std::unique_ptr<Medium> make_overwritable_medium(const OverwritableFamily& family,
                                                               std::unique_ptr<Store> store, DiscContents contents);

// What FORMAT UNIT leaves: all of `capacity` can be written, and nothing is.
void format_anew(DiscState& state, base::BlockCount capacity);
// The same, with nothing left to format in the background.
void format_completely(DiscState& state, base::BlockCount capacity, const OverwritableFamily& family);

// For the invariants: where user data may be, in which units.
[[nodiscard]] SequentialRules overwritable_rules(const MediaIdentity& identity, std::int64_t ecc_block);

}  // namespace emulator::media
